package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/paintbox-build/paintbox/internal/ansi"
)

const (
	redraw   = 100 * time.Millisecond // between two drawings of the line on a terminal
	longWork = 5 * time.Second        // of one stage, until a line about it is written elsewhere
)

// progress shows what a build is doing. update may be called from any goroutine.
type progress struct {
	err  stream
	done chan struct{}
	end  sync.WaitGroup

	mu    sync.Mutex
	stage string
	count string    // "40/120", "" where unknown
	since time.Time // the stage's start, or the last line about it
}

// progress starts to show; stop ends it. With --quiet and --json it shows
// nothing.
func (t *terminal) progress() *progress {
	p := &progress{err: t.err, done: make(chan struct{})}
	if t.app.quiet || t.app.json {
		return p
	}
	p.end.Go(p.run)
	return p
}

// update says which stage the build is in, and how far; total is 0 where it is
// not known.
func (p *progress) update(stage string, done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if stage != p.stage {
		p.stage, p.since = stage, time.Now()
	}
	p.count = ""
	if total > 0 {
		p.count = fmt.Sprintf(" %d/%d", done, total)
	}
}

// stop waits until nothing more is drawn, and clears the line.
func (p *progress) stop() {
	close(p.done)
	p.end.Wait()
}

// run draws until the work ends.
func (p *progress) run() {
	tick := time.NewTicker(redraw)
	defer tick.Stop()
	drawn := ""
	for {
		select {
		case <-tick.C:
		case <-p.done:
			if drawn != "" {
				_, _ = io.WriteString(p.err, "\r\x1b[K")
			}
			return
		}
		line := p.line()
		if line == "" || line == drawn {
			continue
		}
		if p.err.terminal {
			drawn = line
			line = "\r" + p.err.paint(ansi.Dim, line) + "\x1b[K"
		} else {
			line += "\n"
		}
		_, _ = io.WriteString(p.err, line) // progress that cannot be shown is no reason to fail
	}
}

// line is what to show now, "" for nothing.
func (p *progress) line() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stage == "" {
		return ""
	}
	if !p.err.terminal {
		if time.Since(p.since) < longWork {
			return ""
		}
		p.since = time.Now()
	}
	text := []rune("paintbox: " + p.stage + p.count)
	if p.err.terminal && p.err.width > 0 && len(text) >= p.err.width {
		text = text[:p.err.width-1]
	}
	return string(text)
}
