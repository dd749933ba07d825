package starter

import (
	"encoding/json"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
)

// lighthousePage is the budgets of the pages of a path.
type lighthousePage struct {
	Path    string             `json:"path"`
	Sizes   []lighthouseAmount `json:"resourceSizes"` // KiB
	Counts  []lighthouseAmount `json:"resourceCounts"`
	Timings []struct {
		Metric string `json:"metric"`
	} `json:"timings"`
}

type lighthouseAmount struct {
	Type   string  `json:"resourceType"`
	Budget float64 `json:"budget"`
}

// lighthousePages accepts a list, an object that holds one, and a single page.
func lighthousePages(text json.RawMessage) ([]lighthousePage, error) {
	var wrapped struct {
		lighthousePage
		Budgets []lighthousePage `json:"budgets"`
	}
	if json.Unmarshal(text, &wrapped) == nil {
		return append(wrapped.Budgets, wrapped.lighthousePage), nil
	}
	var pages []lighthousePage
	err := json.Unmarshal(text, &pages)
	return pages, err
}

// lighthouse takes over a budget.json (web.dev/articles/performance-budgets-with-lighthouse):
// what a page transfers in KiB, by type. The nearest here is what a build holds,
// compressed.
func lighthouse(t *taker, text json.RawMessage) error {
	pages, err := lighthousePages(text)
	if err != nil {
		return err
	}
	for _, p := range pages {
		if p.Path != "" && p.Path != "/*" && p.Path != "/" {
			t.note("path %s: budgets are about the whole build", p.Path)
		}
		for _, a := range p.Sizes {
			if rule, ok := t.resource(a.Type); ok {
				limit := asset.Size(a.Budget * 1024)
				rule.Max, rule.Measure = &limit, gzip
				t.add(rule, "")
			}
		}
		for _, a := range p.Counts {
			if rule, ok := t.resource(a.Type); ok {
				count := int(a.Budget)
				rule.MaxRequests = &count
				t.add(rule, "")
			}
		}
		for _, timing := range p.Timings {
			t.note("%s: times have no equivalent", timing.Metric)
		}
	}
	if len(t.Budgets) > 0 {
		t.Budgets[0].Note = "Lighthouse counts what one page transfers, this all files of the build"
	}
	return nil
}

// resource is the budget of a type of resource.
func (t *taker) resource(name string) (budgets.Rule, bool) {
	kind := map[string]asset.Kind{"script": asset.KindJS, "stylesheet": asset.KindCSS, "document": asset.KindHTML, "image": asset.KindImage, "font": asset.KindFont}[name]
	switch {
	case name == "total":
		return budgets.Rule{Type: "total"}, true
	case kind != "":
		return budgets.Rule{Type: "type", Name: string(kind)}, true
	}
	t.note("%s: has no equivalent", name)
	return budgets.Rule{}, false
}
