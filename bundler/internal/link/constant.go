package link

import (
	"maps"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/paintbox-build/paintbox/asset"
)

// An assignment to a constant or to an import throws when it runs; the linker
// takes it for an error. Where compilers and packages wrote it, nobody who builds
// the application can change it, and often it never runs: there it stays, throws
// as it does without a linker, and is warned of.

// constants are the assignments of a run, by the name of their module.
type constants map[string][]asset.Message

// throwing puts what throws into the place of the names that are assigned to. It
// is one operand, so that what stands around it means what it meant.
func (c constants) throwing(name, text string) string {
	assigned := c[name]
	if len(assigned) == 0 {
		return text
	}
	lines := strings.SplitAfter(text, "\n")
	for _, m := range slices.Backward(assigned) {
		if line := &lines[m.Line-1]; strings.HasPrefix((*line)[m.Column-1:], constantOf(m)) {
			rest := (*line)[m.Column-1+len(constantOf(m)):]
			*line = (*line)[:m.Column-1] + "new class{get v(){return " + constantOf(m) + `}set v(v){throw new TypeError("Assignment to constant variable.")}}().v` + rest
		}
	}
	return strings.Join(lines, "")
}

// constantOf is the name that an error is about, "" where it is another error.
func constantOf(m asset.Message) string {
	if says, name := said(m.Text); says == saysAssigned {
		return name
	}
	return ""
}

// findConstants takes the errors about such assignments for what it is to make
// throw, and tells whether there is any: then the program is linked again.
func (p *plugin) findConstants(failed []asset.Message) bool {
	p.constants = constants{}
	for _, m := range failed {
		if constantOf(m) != "" && (p.made(m.File) || inPackage(m.File)) {
			p.constants[m.File] = append(p.constants[m.File], m)
		}
	}
	for _, list := range p.constants {
		slices.SortFunc(list, func(a, b asset.Message) int {
			if a.Line != b.Line {
				return a.Line - b.Line
			}
			return a.Column - b.Column
		})
	}
	return len(p.constants) > 0
}

// failsStill tells whether a module fails in which assignments were made to
// throw: then the errors of the run before are the ones that say why.
func (p *plugin) failsStill(failed []asset.Message) bool {
	return slices.ContainsFunc(failed, func(m asset.Message) bool { return p.constants[m.File] != nil })
}

// warnings says which assignments throw.
func (c constants) warnings() []asset.Message {
	var list []asset.Message
	for _, file := range slices.Sorted(maps.Keys(c)) {
		for _, m := range c[file] {
			m.Cause = "constant"
			m.Text = "the assignment to " + constantOf(m) + ", which is a constant or an import, throws when it runs"
			list = append(list, m)
		}
	}
	return list
}

// reassigned tells whether assignments of a script are to throw.
func (p *plugin) reassigned(a api.OnLoadArgs) bool {
	return len(p.constants) > 0 && p.constants[p.plugged.name(a)] != nil
}

// made tells whether plugins made what a module is.
func (p *plugin) made(name string) bool {
	text, _ := p.texts.of(name)
	return text.made
}

// inPackage tells whether a module is a package's.
func inPackage(name string) bool {
	return slices.Contains(strings.Split(name, "/"), "node_modules")
}
