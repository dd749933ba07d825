package chunker

import "github.com/paintbox-build/paintbox/asset"

// Options state how a program is split. The zero value means the defaults.
type Options struct {
	// MaxSize is the limit on the final bytes of each script file, 244KB by default.
	MaxSize asset.Size `json:"maxSize,omitempty"`
	// MinSize is the size in final bytes below which files are merged, up to MaxSize, where that changes nothing, 20KB by default; 1B turns merging off.
	MinSize asset.Size `json:"minSize,omitempty"`
	// ImportMap lets pages hold the hashed names of chunks, in an import map, instead of the chunks themselves, so that a change renames one file alone. Every script that is an entry must then be part of a page.
	ImportMap bool `json:"importMap,omitempty"`
	// Groups name the chunks that code goes to. Nil means DefaultGroups; an empty list turns groups off.
	Groups []Group `json:"groups"`
}

// Group is a rule that puts modules into chunks of one name.
type Group struct {
	// Name is what the files of the group are called after.
	Name string `json:"name"`
	// Packages lists npm packages by name or glob, such as "react" or "@mui/*".
	Packages []string `json:"packages,omitempty"`
	// Files lists modules of the project by glob, such as "src/excel/**".
	Files []string `json:"files,omitempty"`
	// Priority decides where several groups match: the higher wins, ties go to the earlier group.
	Priority int `json:"priority,omitempty"`
	// MaxSize replaces the chunk limit for the files of this group.
	MaxSize asset.Size `json:"maxSize,omitempty"`
}
