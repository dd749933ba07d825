package verify

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/paintbox-build/paintbox/internal/coding"
)

// maxAnswer is the most bytes of an answer that are read.
const maxAnswer = 256 << 20

// client asks one site.
type client struct {
	at      *url.URL
	http    *http.Client
	timeout time.Duration
	header  func(*http.Request)
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   []byte // as it was sent
	err    error  // there is none
}

func newClient(at *url.URL, o Options) *client {
	transport := &http.Transport{Proxy: http.ProxyFromEnvironment, DisableCompression: true, MaxIdleConnsPerHost: concurrency, ForceAttemptHTTP2: true}
	c := &client{at: at, timeout: o.Timeout, header: o.Header, http: &http.Client{Transport: transport}}
	c.http.CheckRedirect = func(_ *http.Request, via []*http.Request) error {
		if len(via) > 5 {
			return errors.New("it leads from one address to the next without an end")
		}
		return nil
	}
	if c.timeout == 0 {
		c.timeout = 10 * time.Second
	}
	return c
}

// ask asks for a path below the site's address. Headers are "Name: value".
func (c *client) ask(ctx context.Context, path string, headers ...string) answer {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.at.JoinPath(path).String(), nil)
	if err != nil {
		return answer{err: err}
	}
	if path == "" {
		r.URL = c.at
	}
	var tokens []string
	for _, row := range coding.Table() {
		tokens = append(tokens, row.Token)
	}
	r.Header.Set("Accept-Encoding", strings.Join(tokens, ", "))
	r.Header.Set("User-Agent", "paintbox verify")
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ":")
		r.Header.Set(name, strings.TrimSpace(value))
	}
	if c.header != nil {
		c.header(r)
	}
	response, err := c.http.Do(r)
	if err != nil {
		return answer{err: err}
	}
	defer func() { _ = response.Body.Close() }() // it was read, as far as it goes
	body, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	return answer{status: response.StatusCode, header: response.Header, body: body, err: err}
}
