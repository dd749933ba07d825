package asset

import (
	"fmt"
	"testing"
)

func TestShortestChain(t *testing.T) {
	index := PlacementsByModule([]Placement{
		{Module: "main.js", Importer: "index.html", By: "<script>"},
		{Module: "a.js", Importer: "main.js", By: "import()"},
		{Module: "b.js", Importer: "a.js", By: "import"},
		{Module: "c.js", Importer: "a.js", By: "require()"},
		{Module: "round.js", Importer: "round.js", By: "import"}, // as no build has it
	})
	for want, modules := range map[string][]string{
		"[{index.html } {main.js <script>} {a.js import()} {b.js import}]":    {"b.js", "c.js"},
		"[{index.html } {main.js <script>} {a.js import()} {c.js require()}]": {"c.js", "b.js"},
		"[{index.html } {main.js <script>} {a.js import()}]":                  {"b.js", "a.js"},
		"[{gone.js }]": {"b.js", "gone.js"},
		"[]":           nil,
	} {
		if got := fmt.Sprint(ShortestChain(index, modules)); got != want {
			t.Errorf("%v: %s, want %s", modules, got, want)
		}
	}
	if got := len(ShortestChain(index, []string{"round.js"})); got != len(index)+1 {
		t.Errorf("a circle has %d steps", got)
	}
}
