package link

import "regexp"

// What esbuild says. Its errors have no numbers, and only by them it tells what it
// did not find, which of its plugins' modules came to nothing, and which assignments
// it refuses; so they are known by their words. This is the one place that reads
// these: TestSaid makes esbuild say each, so that a release with other words fails
// there.

// saying is what a message of esbuild's says.
type saying int

const (
	saysOther      saying = iota
	saysUnresolved        // nothing is there for a specifier
	saysNoLoader          // no loader is known for an extension
	saysUnreadable        // a file or directory cannot be read
	saysUnloaded          // no plugin made the module of a path
	saysNoExport          // a module has no export of a name
	saysAssigned          // a constant or an import is assigned to
	saysDirectEval
	saysAssignedOf  // a property of a namespace is assigned to, by an expression
	saysComment     // JSON has a comment
	saysIgnored     // an import is left out, since its module has no side effects
	saysLineComment // a style sheet has a comment as scripts have them
	saysAmbiguous   // several export * offer a name
)

// sayings are the words of each, with what the message is about.
func sayings() []*regexp.Regexp {
	return []*regexp.Regexp{nil, unresolvedWords, loaderWords, unreadableWords, unloadedWords, exportWords, assignedWords, evalWords, assignedOfWords, commentWords, ignoredWords, lineCommentWords, ambiguousWords}
}

var (
	unresolvedWords  = regexp.MustCompile(`^Could not resolve "([^"]*)"`)
	originalWords    = regexp.MustCompile(`^Could not resolve "[^"]*" \(originally "([^"]*)"\)`)
	loaderWords      = regexp.MustCompile(`^No loader is configured for "([^"]*)" files`)
	unreadableWords  = regexp.MustCompile(`^Cannot (?:read (?:file|directory)|open):? "?([^":]*)"?`)
	unloadedWords    = regexp.MustCompile(`^Do not know how to load path: (.*)$`)
	exportWords      = regexp.MustCompile(`^(?:No matching export in "[^"]*" for import|Import) "([^"]*)"(?:$| will always be undefined)`)
	assignedWords    = regexp.MustCompile(`^Cannot assign to (?:import )?"([^"]+)"(?: because it is a constant)?$`)
	evalWords        = regexp.MustCompile(`^Using (direct eval)`)
	assignedOfWords  = regexp.MustCompile(`^Cannot assign to property on import "([^"]+)"$`)
	commentWords     = regexp.MustCompile(`^(JSON) does not support comments$`)
	ignoredWords     = regexp.MustCompile(`^(Ignoring this import) because "[^"]*" was marked as having no side effects`)
	lineCommentWords = regexp.MustCompile(`^Comments in CSS use "/\* \.\.\. \*/" instead of "(//)"$`)
	ambiguousWords   = regexp.MustCompile(`^Ambiguous import "([^"]+)" has multiple matching exports$`)
	exporterWords    = regexp.MustCompile(`^No matching export in "([^"]*)"`)
	hereWords        = regexp.MustCompile(` here:$`)
	whoWords         = regexp.MustCompile(`^The plugin "`)
	markWords        = regexp.MustCompile(`^You can mark the path `)
)

// said tells what a message of esbuild's says, and what it is about.
func said(text string) (says saying, name string) {
	for i, words := range sayings() {
		if words == nil {
			continue
		}
		if found := words.FindStringSubmatch(text); found != nil {
			return saying(i), found[1]
		}
	}
	return saysOther, ""
}

// saysWhere tells the note that ends with the place that it speaks of.
func saysWhere(note string) bool { return hereWords.MatchString(note) }

// askedFor is the specifier that a source has where an error that something is
// unresolved names what an alias made of it; "" where there was none.
func askedFor(text string) string {
	if found := originalWords.FindStringSubmatch(text); found != nil {
		return found[1]
	}
	return ""
}

// exporter is the module that an error says to lack an export; "" in others.
func exporter(text string) string {
	if found := exporterWords.FindStringSubmatch(text); found != nil {
		return found[1]
	}
	return ""
}

// saysWho tells the note that names the plugin which an error is from.
func saysWho(note string) bool { return whoWords.MatchString(note) }

// saysWhatToMark tells the note that only says how to leave an import out.
func saysWhatToMark(note string) bool { return markWords.MatchString(note) }
