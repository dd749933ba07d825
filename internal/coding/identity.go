package coding

import (
	"runtime"
	"runtime/debug"
	"strings"
)

// Identity names everything that the encoder's bytes depend on, beside the data: the
// coding, its level, and the code that encodes, by the versions of its modules. It
// is "" where the program does not know these.
func (e *Encoder) Identity() string { return e.identity }

func (c Coding) identity(list []implementation) string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	return c.identityWith(list, info.Deps)
}

// identityWith is the identity in a program that was built from these modules.
func (c Coding) identityWith(list []implementation, modules []*debug.Module) string {
	parts := []string{c.Name, c.Level, runtime.Version()}
	for _, by := range list {
		part := by.name
		for _, m := range modules {
			if repository, _, _ := strings.Cut(by.name, " "); strings.HasSuffix(m.Path, "/"+repository) {
				part += " " + m.Version + " " + m.Sum
			}
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ")
}
