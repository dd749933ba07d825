package link

// Requirements are ES modules of which require() wants less than all, and names
// that modules are given: what is known of a program only when it was linked
// once. The zero value asks for nothing.
type Requirements struct {
	Given map[string][]string    // by module name: the names that only Node.js has, for which packages stand
	Waits map[string][]string    // by module name: the specifiers of what has to have ended before it starts
	Texts map[string]string      // the modules that require() gets instead, by the absolute paths of those that it names
	Calls map[RequireCall]string // the absolute paths of the modules that calls name
}

// RequireCall stands for the calls of require() with one argument in one module.
type RequireCall struct {
	Importer  string // absolute path
	Specifier string
}

// Take adds what require() takes, where that is less than all.
func (r Requirements) Take(wanted Requirements, less bool) (_ Requirements, more bool) {
	r.Texts, r.Calls = wanted.Texts, wanted.Calls
	return r, less
}

// requiredSuffix is what the path of a module ends with that stands for another
// one, for require() that takes a few of its names.
const requiredSuffix = "?required"
