package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/preview"
)

// live builds, serves what was built, and again whenever something changes, until it
// is interrupted.
func (a *app) live(ctx context.Context, f *previewFlags) error {
	req := config.Request{Dir: a.cwd, File: a.config, Environment: a.environment()}
	quicker(&req)
	a.asScript()
	w := &watching{a: a, flags: &buildFlags{watch: watchFlags{on: true, poll: f.poll}}, request: req, live: &preview.Live{}}
	defer w.close()
	if err := w.configure(ctx); err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	dir, base := w.cfg.Outdir, cmp.Or(f.base, w.cfg.Base)
	ready, done := make(chan struct{}), make(chan error, 1)
	go func() { done <- w.follow(ctx, sync.OnceFunc(func() { close(ready) })) }()
	select {
	case <-ready:
	case err := <-done:
		return err
	}
	err := a.serve(ctx, f, dir, base, func(h *preview.Handler) http.Handler { return w.live.Handler(ctx, h, h.Base()) })
	stop()
	return cmp.Or(err, <-done)
}

// sheets are a build's style sheets, as URLs below its base, with what stands for all other files.
func (w *watching) sheets(build *asset.Build) (sheets []string, rest string) {
	hash := sha256.New()
	name := regexp.MustCompile(`-[A-Z2-7]{8}\.css`)
	for _, f := range build.Files {
		data := f.Data
		switch f.Kind {
		case asset.KindCSS:
			sheets = append(sheets, (&url.URL{Path: f.Path}).EscapedPath())
			continue
		case asset.KindHTML:
			data = name.ReplaceAll(data, []byte(".css"))
		}
		_, _ = fmt.Fprintf(hash, "%q %x\n", f.Path, sha256.Sum256(data)) // a hash takes everything
	}
	return sheets, hex.EncodeToString(hash.Sum(nil))
}

// textsOf are messages as people see them.
func textsOf(messages asset.Messages) []string {
	var texts []string
	for _, m := range messages {
		texts = append(texts, strings.TrimSpace(m.String()+"\n"+m.Source))
	}
	return texts
}
