package asset

import (
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	words := []string{"entries", "outdir", "base", "target", "chunks"}
	for written, want := range map[string]string{
		"chunk": "chunks", "CHUNKS": "chunks", "entry": "", "entrise": "entries", "bas": "base", "abse": "base", "x": "", "": "",
		"outputdirectory": "", "tarjet": "target", strings.Repeat("base", 100): "",
	} {
		if got := Nearest(written, words); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", written, got, want)
		}
	}
	kinds := []string{"total", "file", "chunk", "group", "entry", "route", "type", "precache"}
	for written, want := range map[string]string{"groop": "group", "Chunks": "chunk", "rote": "route", "gro": "group", "pre": "precache", "pre-cache": "precache", "initial": ""} {
		if got := Nearest(written, kinds); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", written, got, want)
		}
	}
}

func TestUnknownUnits(t *testing.T) {
	for text, want := range map[string]string{
		"5 KBs": `bad size "5 KBs" (did you mean "5KB"?)`, "1.5mbs": `bad size "1.5mbs" (did you mean "1.5MB"?)`, "3 KBi": `bad size "3 KBi" (did you mean "3KB"?)`, "244k": `bad size "244k" (did you mean "244KB"?)`,
		"5 bananas": `bad size "5 bananas" (write a number and B, KB, MB, GB, KiB, MiB or GiB, such as "244KB")`,
		"24XB":      `bad size "24XB" (write a number and B, KB, MB, GB, KiB, MiB or GiB, such as "244KB")`,
		"KB":        `bad size "KB" (write a number and B, KB, MB, GB, KiB, MiB or GiB, such as "244KB")`,
	} {
		if _, err := ParseSize(text); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
