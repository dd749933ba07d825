package report

import (
	"encoding/xml"
	"io"
	"strings"

	"github.com/paintbox-build/paintbox/budgets"
)

// The parts of JUnit's format that every reader of it understands.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Skipped  int          `xml:"skipped,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		Failure *junitFailure `xml:"failure"`
		Skipped *junitSkipped `xml:"skipped"`
		Output  string        `xml:"system-out,omitempty"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
	junitSkipped struct {
		Message string `xml:"message,attr"`
	}
)

// writeJUnit writes one test for every limit of every subject. What is not
// compared is skipped, what is warned about passes with a note.
func writeJUnit(w io.Writer, r *Report, _ Options) error {
	suite := junitSuite{Name: "budgets", Tests: len(r.Verdict.Results)}
	for _, res := range r.Verdict.Results {
		kind, _, _ := strings.Cut(res.Subject, " ")
		c := junitCase{Class: "budgets." + printable(kind), Name: resultID(res)}
		switch res.Status {
		case budgets.StatusOver:
			suite.Failures++
			c.Failure = &junitFailure{Summary(res), "budget", details(res)}
		case budgets.StatusNotCompared:
			suite.Skipped++
			c.Skipped = &junitSkipped{verdictText(res)}
		case budgets.StatusWarn, budgets.StatusInfo:
			c.Output = details(res)
		case budgets.StatusOK:
		}
		suite.Cases = append(suite.Cases, c)
	}
	if r.Missing != "" {
		suite.Tests++
		suite.Skipped++
		suite.Cases = append(suite.Cases, junitCase{Class: "budgets.baseline", Name: "baseline", Skipped: &junitSkipped{missingText(r)}})
	}
	data, err := xml.MarshalIndent(junitSuites{
		Name: "paintbox", Tests: suite.Tests, Failures: suite.Failures, Skipped: suite.Skipped, Suites: []junitSuite{suite},
	}, "", "  ")
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, xml.Header+strings.ReplaceAll(string(data), "##[", "&#35;#[")+"\n") // no command of a log
	return err
}
