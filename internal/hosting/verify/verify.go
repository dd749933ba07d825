// Package verify asks a site that was deployed what browsers ask, and compares the
// answers with the build that it should be.
package verify

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/paintbox-build/paintbox/asset"
)

// Options say how a site is asked.
type Options struct {
	Previous asset.Build           // an older build, whose hashed files pages may still ask for; may be empty
	Timeout  time.Duration         // for each answer; 0 for 10 s
	Progress func(done, total int) // called by one goroutine at a time; may be nil
	Header   func(r *http.Request) // adds what the site wants to see, such as a name and password; may be nil
}

// Finding is what an answer is not as it should be.
type Finding struct {
	Address string `json:"address"` // that was asked for, below the site's: "/assets/main-4KPQ2XWA.js"
	Cause   string `json:"cause"`   // what it has in common with findings that one change mends: "cache"
	Text    string `json:"text"`
	Note    string `json:"note,omitempty"` // what to change
	Hint    bool   `json:"hint"`           // the site works without it
}

// Result is what was found.
type Result struct {
	Asked    int // how many answers were looked at
	Findings []Finding
}

// Failed tells whether anything is wrong, beside hints.
func (r Result) Failed() bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool { return !f.Hint })
}

// concurrency is how many answers are waited for at once.
const concurrency = 8

// Site asks the site at an address all questions. The error is about an address that
// is none, or from which nothing comes at all.
func Site(ctx context.Context, address string, build asset.Build, o Options) (Result, error) {
	at, err := url.Parse(address)
	if err != nil || at.Host == "" || at.Scheme != "http" && at.Scheme != "https" {
		return Result{}, fmt.Errorf("%q is no address of a site (write https://app.example.com/)", address)
	}
	at.Path = strings.TrimSuffix(at.Path, "/") + "/"
	c := newClient(at, o)
	if first := c.ask(ctx, "", opens); first.err != nil {
		return Result{}, fmt.Errorf("%s does not answer: %w", at.Redacted(), cause(first.err))
	}
	questions := questions(build, o.Previous)
	found := make([][]Finding, len(questions))
	done := make(chan struct{}, len(questions))
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(concurrency + 1)
	group.Go(func() error {
		for i := range questions {
			select {
			case <-done:
			case <-within.Done():
				return within.Err()
			}
			if o.Progress != nil {
				o.Progress(i+1, len(questions))
			}
		}
		return nil
	})
	for i, q := range questions {
		group.Go(func() error {
			found[i] = q.look(q, c.ask(within, q.path, q.headers...))
			done <- struct{}{}
			return within.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return Result{}, err
	}
	r := Result{Asked: len(questions)}
	for i, list := range found {
		for _, f := range list {
			f.Address = "/" + questions[i].path
			r.Findings = append(r.Findings, f)
		}
	}
	return r, nil
}

// cause is the innermost error, without the address that the caller names.
func cause(err error) error {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		if wrapped.Timeout() {
			return errors.New("no answer in time")
		}
		return wrapped.Err
	}
	return err
}

// question is one that is asked, and how the answer is looked at.
type question struct {
	path    string // relative to the site
	headers []string
	look    func(q question, a answer) []Finding
	file    *asset.File // that is to answer
}

// Headers of browsers.
const (
	opens = "Sec-Fetch-Mode: navigate"
	html  = "Accept: text/html,application/xhtml+xml,*/*;q=0.8"
	loads = "Sec-Fetch-Mode: cors"
)

// questions lists what is asked: each file, what is gone, routes, records.
func questions(build, previous asset.Build) []question {
	var list []question
	var shell *asset.File
	missing := map[string]bool{}
	for i := range build.Files {
		f := &build.Files[i]
		if f.Path == "index.html" {
			shell = f
		}
		if f.Immutable && path.Dir(f.Path) != "." {
			missing[path.Dir(f.Path)] = true
		}
		list = append(list, question{path: f.Path, look: isFile, file: f})
	}
	for dir := range missing {
		list = append(list, question{path: dir + "/paintbox-verify-AAAAAAAA.js", headers: []string{loads}, look: isMissing})
	}
	for i := range previous.Files {
		if f := &previous.Files[i]; f.Immutable {
			list = append(list, question{path: f.Path, headers: []string{loads}, look: isThere, file: f})
		}
	}
	if shell != nil {
		list = append(list, question{path: "", headers: []string{opens, html}, look: isFile, file: shell},
			question{path: "paintbox-verify/route", headers: []string{opens, html}, look: isRoute, file: shell},
			question{path: "paintbox-verify/part", headers: []string{loads}, look: isNoRoute})
	}
	list = append(list, question{path: ".paintbox/report.json", look: isClosed})
	slices.SortStableFunc(list, func(a, b question) int { return strings.Compare(a.path, b.path) })
	return list
}
