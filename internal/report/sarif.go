package report

import (
	"io"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/budgets"
)

// The parts of SARIF 2.1.0 that code scanning reads.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool    sarifTool     `json:"tool"`
		Results []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		URI     string      `json:"informationUri"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID    string    `json:"id"`
		Short sarifText `json:"shortDescription"`
		Full  sarifText `json:"fullDescription"`
		Help  sarifText `json:"help"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
)

const (
	buildWarning    = "build-warning"
	budgetUncertain = "budget-not-compared"
)

// writeSARIF writes a result for each budget that is not kept or not compared and for each
// warning of the build. Every result needs a place in the sources: a budget's is
// the configuration file.
func writeSARIF(w io.Writer, r *Report, _ Options) error {
	rules := sarifRules()
	run := sarifRun{
		Tool:    sarifTool{sarifDriver{"Paintbox", r.Version, "https://github.com/paintbox-build/paintbox", rules}},
		Results: []sarifResult{},
	}
	index := func(id string) int { return slices.IndexFunc(rules, func(r sarifRule) bool { return r.ID == id }) }
	config := r.Config
	if config == "" {
		config = "package.json"
	}
	for _, res := range r.Verdict.Results {
		level := map[budgets.Status]string{budgets.StatusOver: "error", budgets.StatusWarn: "warning"}[res.Status]
		if level == "" {
			continue
		}
		id := "budget-" + res.Rule.Type
		run.Results = append(run.Results, sarifResult{
			id, index(id), level, sarifText{details(res)}, []sarifLocation{placeIn(config, 1, 0)},
			map[string]string{"budget/v1": resultID(res)},
		})
	}
	for _, line := range notCompared(r) {
		run.Results = append(run.Results, sarifResult{
			budgetUncertain, index(budgetUncertain), "note", sarifText{line}, []sarifLocation{placeIn(config, 1, 0)},
			map[string]string{"budget/v1": line},
		})
	}
	for _, m := range r.Build.Warnings {
		file := m.File
		if file == "" {
			file = config
		}
		run.Results = append(run.Results, sarifResult{
			buildWarning, index(buildWarning), "warning", sarifText{messageText(m)}, []sarifLocation{placeIn(file, max(m.Line, 1), m.Column)},
			map[string]string{"warning/v1": printable(file + ": " + m.Text)},
		})
	}
	data, err := encode(sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

// sarifRules is one rule for each kind of budget, and one for warnings.
func sarifRules() []sarifRule {
	var rules []sarifRule
	for _, k := range budgets.Kinds() {
		rules = append(rules, sarifRule{
			"budget-" + k.Name, sarifText{"Size budget: " + k.Name}, sarifText{"Limits " + k.Help + "."},
			sarifText{"Make what is named smaller, or raise the budget in the configuration."},
		})
	}
	return append(rules, sarifRule{
		budgetUncertain, sarifText{"Budget not compared"}, sarifText{"A limit on growth has no baseline to compare with."},
		sarifText{"Write a baseline of the base branch with --write-baseline, and give it to --baseline."},
	}, sarifRule{
		buildWarning, sarifText{"Build warning"}, sarifText{"Something in the sources is probably not meant as it is written."},
		sarifText{"Change the line that is named."},
	})
}

// placeIn is a location in a file of the project.
func placeIn(file string, line, column int) sarifLocation {
	return sarifLocation{sarifPhysical{sarifArtifact{pathURI(file), "%SRCROOT%"}, sarifRegion{line, column}}}
}

// pathURI writes a relative path as a URI reference: everything but unreserved
// characters and slashes is percent-encoded.
func pathURI(p string) string {
	const hex = "0123456789ABCDEF"
	var out strings.Builder
	for i := range len(p) {
		c := p[i]
		if c == '/' || c == '-' || c == '.' || c == '_' || c == '~' ||
			'0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
			out.WriteByte(c)
		} else {
			out.WriteString("%" + string(hex[c>>4]) + string(hex[c&15]))
		}
	}
	return out.String()
}
