package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
)

func TestMarkdownFitsInAComment(t *testing.T) {
	var files []asset.File
	for i := range 3000 {
		files = append(files, chunk(fmt.Sprintf("assets/some-rather-long-name-of-a-chunk-%04d.js", i), 1000+i, func(f *asset.File) {
			f.Group = fmt.Sprintf("group-%d", i%700)
			f.Shares = []asset.Share{{Module: fmt.Sprintf("node_modules/p%d/index.js", i), Package: fmt.Sprintf("p%d", i), Bytes: 1000}}
		}))
	}
	b := asset.Build{Base: "/"}.With(files...)
	before := budgets.NewBaseline(shop(), nil)
	r := judge(t, b, `[{"type":"chunk","max":"2KB"},{"type":"group","max":"1KB"},{"type":"total","max":"1MB"}]`, &before)
	var out bytes.Buffer
	if err := Write(&out, "markdown", r, Options{}); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	if len(text) > markdownLimit || len(text) < markdownLimit/2 {
		t.Errorf("%d bytes; a comment holds %d", len(text), markdownLimit)
	}
	if strings.Count(text, "<details>") != strings.Count(text, "</details>") {
		t.Error("a fold is not closed")
	}
	if !regexp.MustCompile(`… and [0-9,]+ more`).MatchString(text) {
		t.Error("nothing says that something was left out")
	}
}

func TestGitHubShowsNoMoreThanTenOfALevel(t *testing.T) {
	r := judge(t, shop(), `[{"type":"file","max":"10KB"},{"type":"total","max":"5MB"}]`, nil)
	for range 30 {
		r.Build.Warnings = append(r.Build.Warnings, asset.Message{Text: "a warning"})
	}
	over := len(r.Verdict.With(budgets.StatusOver))
	var out bytes.Buffer
	if err := Write(&out, "github", r, Options{}); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "::error "); n != 10 || over <= 10 {
		t.Errorf("%d errors of %d", n, over)
	}
	if n := strings.Count(out.String(), "::warning "); n != 10 {
		t.Errorf("%d warnings", n)
	}
	if want := fmt.Sprintf("title=Paintbox%%3A %d more::", over-9); !strings.Contains(out.String(), want) {
		t.Errorf("no annotation with %q", want)
	}
}

func TestJUnitNamesAreUnique(t *testing.T) {
	r := judge(t, shop(), `[
		{"type":"total","max":"5MB","maxRequests":99}, {"type":"total","measure":"gzip","max":"5MB","maxRequests":98},
		{"type":"file","max":"1MB"}, {"type":"file","name":"**/*.js","max":"2MB"}, {"type":"group","name":"ui","each":true,"max":"1MB"}, {"type":"chunk"}
	]`, nil)
	seen := map[string]bool{}
	for _, res := range r.Verdict.Results {
		id := resultID(res)
		if seen[id] {
			t.Errorf("%s is there twice", id)
		}
		seen[id] = true
	}
}

func TestJUnitCountsWhatItHolds(t *testing.T) {
	var out bytes.Buffer
	if err := Write(&out, "junit", shopReport(t), Options{}); err != nil {
		t.Fatal(err)
	}
	var suites junitSuites
	if err := xml.Unmarshal(out.Bytes(), &suites); err != nil {
		t.Fatal(err)
	}
	failures, skipped := 0, 0
	for _, c := range suites.Suites[0].Cases {
		if c.Failure != nil {
			failures++
		}
		if c.Skipped != nil {
			skipped++
		}
	}
	if suites.Tests != len(suites.Suites[0].Cases) || suites.Failures != failures || suites.Skipped != skipped || failures != 3 || skipped != 1 {
		t.Errorf("says %d tests, %d failures, %d skipped", suites.Tests, suites.Failures, suites.Skipped)
	}
}

func TestSARIFResultsHaveARuleAndAPlace(t *testing.T) {
	r := shopReport(t)
	r.Config = ""
	r.Build.Warnings = append(r.Build.Warnings, asset.Message{Text: "somewhere", File: "src/été [1].ts"})
	var out bytes.Buffer
	if err := Write(&out, "sarif", r, Options{}); err != nil {
		t.Fatal(err)
	}
	var log sarifLog
	if err := json.Unmarshal(out.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	places := map[string]bool{}
	for _, res := range run.Results {
		if run.Tool.Driver.Rules[res.RuleIndex].ID != res.RuleID || res.Locations[0].Physical.Region.StartLine < 1 || res.Message.Text == "" {
			t.Errorf("%+v", res)
		}
		places[res.Locations[0].Physical.Artifact.URI] = true
	}
	if len(run.Results) != 8 || !places["package.json"] || !places["src/%C3%A9t%C3%A9%20%5B1%5D.ts"] {
		t.Errorf("%d results in %v", len(run.Results), places)
	}
}
