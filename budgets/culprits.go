package budgets

import "github.com/paintbox-build/paintbox/asset"

// Contributor is something that fills a subject.
type Contributor struct {
	Kind  string     `json:"kind"` // "package", "module" (of the application, or of a package that fills the subject alone) or "file"
	Name  string     `json:"name"`
	Bytes asset.Size `json:"bytes"`           // raw bytes in the subject
	Grown asset.Size `json:"grown,omitempty"` // raw bytes it has grown in the whole build since the baseline; packages only
	Chain []string   `json:"chain,omitempty"` // shortest chain of imports from an entry to its largest module
}

// Growth is how a package's size differs from the baseline, in raw bytes over
// the whole build.
type Growth struct {
	Package string     `json:"package"`
	Before  asset.Size `json:"before"`
	After   asset.Size `json:"after"`
}

// Duplicate is a package that is in the build in several copies.
type Duplicate struct {
	Package string `json:"package"`
	Copies  []Copy `json:"copies"` // largest first
}

// Copy is one of them.
type Copy struct {
	Dir   string     `json:"dir"`   // directory of the package, relative to the project
	Bytes asset.Size `json:"bytes"` // raw bytes over the whole build
}
