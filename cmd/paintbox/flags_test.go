package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/coding"
)

// TestHelpNamesEveryCoding: what --no-compress leaves out.
func TestHelpNamesEveryCoding(t *testing.T) {
	table := settingFlags()
	usage := table[slices.IndexFunc(table, func(f *settingFlag) bool { return f.name == "no-compress" })].usage
	for _, c := range coding.Table() {
		if !strings.Contains(usage, c.Suffix) {
			t.Errorf("%q does not name %s", usage, c.Suffix)
		}
	}
}

// TestCheckMeasuresWhatBudgetsAskFor, and what takes no time.
func TestCheckMeasuresWhatBudgetsAskFor(t *testing.T) {
	for _, c := range coding.Table() {
		m := budgets.Measure(c.Name)
		if got := slices.Contains(measures(nil), m); got != c.Quick {
			t.Errorf("%s is measured without a budget: %v", m, got)
		}
		if !slices.Contains(measures([]budgets.Rule{{Type: "total"}, {Type: "total", Measure: m}}), m) {
			t.Errorf("a budget in %s is not measured", m)
		}
	}
}
