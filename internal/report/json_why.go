package report

import "github.com/paintbox-build/paintbox/asset"

// docPlace says why the code of a module is where it is. The chain of imports
// from an entry is found by following importer.
type docPlace struct {
	Module   string    `json:"module"`
	Package  string    `json:"package,omitempty"`
	Group    string    `json:"group,omitempty"`
	Rule     string    `json:"rule,omitempty"`
	Importer string    `json:"importer,omitempty"`
	By       string    `json:"by,omitempty"`
	Whole    string    `json:"whole,omitempty"`
	Deferred string    `json:"deferred,omitempty"`
	Joined   string    `json:"joined,omitempty"`
	Plugins  []string  `json:"plugins,omitempty"`
	Parts    []docPart `json:"parts"`
}

type docPart struct {
	File  string     `json:"file"`
	Bytes asset.Size `json:"bytes"`
	Roots []string   `json:"roots,omitempty"`
	Names []string   `json:"names,omitempty"`
}

// docFinding answers --why.
type docFinding struct {
	Package string     `json:"package,omitempty"`
	Chain   []string   `json:"chain,omitempty"`
	Modules []docPlace `json:"modules"`
	Unused  int        `json:"unused,omitempty"`
}

// placesOf lists placements, by default those that are in files, without the
// names in them.
func placesOf(list []asset.Placement, all bool) []docPlace {
	var places []docPlace
	for _, p := range list {
		if len(p.Parts) == 0 && !all {
			continue
		}
		d := docPlace{p.Module, p.Package, p.Group, p.Rule, p.Importer, p.By, p.Whole, p.Deferred, p.Joined, p.Plugins, []docPart{}}
		for _, part := range p.Parts {
			if !all {
				part.Names = nil
			}
			d.Parts = append(d.Parts, docPart(part))
		}
		places = append(places, d)
	}
	return places
}

// placement is what placesOf was given, as far as it is kept.
func (d *docPlace) placement() asset.Placement {
	p := asset.Placement{Module: d.Module, Package: d.Package, Group: d.Group, Rule: d.Rule, Importer: d.Importer, By: d.By, Whole: d.Whole, Deferred: d.Deferred, Joined: d.Joined, Plugins: d.Plugins}
	for _, part := range d.Parts {
		p.Parts = append(p.Parts, asset.Part(part))
	}
	return p
}

func findingsOf(found []Finding) []docFinding {
	var list []docFinding
	for _, f := range found {
		list = append(list, docFinding{f.Package, f.Chain, placesOf(f.Modules, true), f.Unused})
	}
	return list
}
