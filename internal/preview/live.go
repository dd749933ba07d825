package preview

import (
	"bytes"
	"context"
	_ "embed" // the script of pages
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Live tells the pages that it serves what becomes of a build that follows changes:
// they load themselves again, take other style sheets, or show what is wrong. The
// zero value is ready, and safe for concurrent use.
type Live struct {
	mu    sync.Mutex
	pages map[chan string]bool
	state string // the last event as JSON; "" for none
	rest  string // what the last build has beside style sheets
}

// Built tells of a build, by its style sheets, as URLs below the base, and by what stands for
// everything else in it: where that is as before, pages take the sheets and go on.
func (l *Live) Built(sheets []string, rest string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.rest = rest
	l.tell(map[string]any{"event": "built", "build": l.rest, "sheets": sheets})
}

// Failed tells of a build that failed, in the words that people see.
func (l *Live) Failed(messages []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.tell(map[string]any{"event": "failed", "build": l.rest, "messages": messages})
}

// tell tells all pages. One that does not listen gets the next.
func (l *Live) tell(event map[string]any) {
	data, err := json.Marshal(event)
	if err != nil {
		panic(err) // it holds texts and numbers
	}
	l.state = string(data)
	for page := range l.pages {
		select {
		case <-page: // what it did not take is old
		default:
		}
		page <- l.state
	}
}

// liveDir is the path below the base that pages ask.
const liveDir = "__paintbox/"

//go:embed live.js
var liveScript []byte

// Handler serves what another handler does, at a base such as "/app/", and has its
// pages listen until ctx ends.
func (l *Live) Handler(ctx context.Context, next http.Handler, base string) http.Handler {
	tag := fmt.Appendf(nil, "<script src=\"%s%slive.js\"></script>", base, liveDir)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case base + liveDir + "live.js":
			w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
			w.Header().Set("Cache-Control", "no-store")
			_, _ = w.Write(liveScript) // the client has gone
		case base + liveDir + "events":
			l.events(ctx, w, r)
		default:
			if strings.Contains(r.Header.Get("Accept"), "text/html") && r.Method == http.MethodGet {
				r = r.Clone(r.Context())
				for _, name := range []string{"Accept-Encoding", "If-None-Match", "If-Modified-Since", "Range"} {
					r.Header.Del(name)
				}
				w = &pageWriter{ResponseWriter: w}
			}
			next.ServeHTTP(w, r)
			if p, ok := w.(*pageWriter); ok {
				p.finish(tag)
			}
		}
	})
}

// events sends what happens for as long as the page listens.
func (l *Live) events(ctx context.Context, w http.ResponseWriter, r *http.Request) {
	page := make(chan string, 1)
	l.mu.Lock()
	if l.pages == nil {
		l.pages = map[chan string]bool{}
	}
	l.pages[page] = true
	if l.state != "" {
		page <- l.state
	}
	l.mu.Unlock()
	defer func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.pages, page)
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	control := http.NewResponseController(w)
	alive := time.NewTicker(15 * time.Second)
	defer alive.Stop()
	for {
		text := ": here\n\n"
		select {
		case <-ctx.Done():
			return
		case <-r.Context().Done():
			return
		case event := <-page:
			text = "data: " + event + "\n\n"
		case <-alive.C:
		}
		if _, err := w.Write([]byte(text)); err != nil || control.Flush() != nil {
			return
		}
	}
}

// pageWriter keeps a page until it is known to be one.
type pageWriter struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

// WriteHeader notes the status.
func (p *pageWriter) WriteHeader(status int) { p.status = status }

// Write keeps what is written.
func (p *pageWriter) Write(data []byte) (int, error) { return p.body.Write(data) }

// finish answers, with a script added where the answer is a page.
func (p *pageWriter) finish(tag []byte) {
	status, header := max(p.status, http.StatusOK), p.Header()
	body := p.body.Bytes()
	if status == http.StatusOK && strings.HasPrefix(header.Get("Content-Type"), "text/html") {
		body = append(bytes.Clone(body), tag...)
		header.Set("Content-Length", strconv.Itoa(len(body)))
		header.Del("Etag")
		header.Del("Last-Modified")
		header.Set("Cache-Control", "no-store")
	}
	p.ResponseWriter.WriteHeader(status)
	_, _ = p.ResponseWriter.Write(body) // the client has gone
}
