package remote

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"time"
)

// httpServer keeps an entry as Bazel keeps the output of an action: the bytes at
// /cas/ and their hash, and at /ac/ and the entry's name which hash that is, as an
// ActionResult with one file.
type httpServer struct {
	ctx      context.Context
	base     *url.URL
	client   *http.Client
	patience time.Duration
}

func openHTTP(ctx context.Context, u *url.URL, patience time.Duration) *httpServer {
	transport := &http.Transport{
		DialContext:         (&net.Dialer{Timeout: connecting(patience)}).DialContext,
		TLSHandshakeTimeout: connecting(patience),
		MaxConnsPerHost:     connections, MaxIdleConnsPerHost: connections,
		ForceAttemptHTTP2: true,
	}
	return &httpServer{ctx: ctx, base: u, client: &http.Client{Transport: transport}, patience: patience}
}

// String is the server's address.
func (s *httpServer) String() string { return public(s.base) }

// Patience is how long it may take to answer.
func (s *httpServer) Patience() time.Duration { return s.patience }

// Close closes all connections.
func (s *httpServer) Close() error {
	s.client.CloseIdleConnections()
	return nil
}

// Get reads an entry. What does not have the hash by which it is found is not there.
func (s *httpServer) Get(name string) ([]byte, error) {
	result, err := s.fetch("ac/" + name)
	if err != nil {
		return nil, err
	}
	hash, ok := outputOf(result)
	if !ok {
		return nil, fs.ErrNotExist
	}
	data, err := s.fetch("cas/" + hash)
	if err == nil && hashOf(data) != hash {
		err = fs.ErrNotExist
	}
	return data, err
}

// Has tells whether there is an entry.
func (s *httpServer) Has(name string) (bool, error) {
	_, err := s.ask(http.MethodHead, "ac/"+name, nil)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// Put writes an entry, the bytes before what leads to them.
func (s *httpServer) Put(name string, data []byte) error {
	if len(data) > Most {
		return nil // it is made again
	}
	hash := hashOf(data)
	if _, err := s.ask(http.MethodPut, "cas/"+hash, data); err != nil {
		return err
	}
	_, err := s.ask(http.MethodPut, "ac/"+name, resultOf(hash, len(data)))
	return err
}

func (s *httpServer) fetch(path string) ([]byte, error) { return s.ask(http.MethodGet, path, nil) }

// ask sends one request, which has patience for each piece that it moves.
func (s *httpServer) ask(method, path string, body []byte) ([]byte, error) {
	ctx, stop := context.WithCancel(s.ctx)
	defer stop()
	late := time.AfterFunc(connecting(s.patience), stop)
	defer late.Stop()
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { late.Reset(s.patience) }})
	moving := func(r io.Reader) io.Reader { return &pieces{from: r, late: late, patience: s.patience} }
	var sent io.Reader = http.NoBody
	if method == http.MethodPut {
		sent = moving(bytes.NewReader(body))
	}
	request, err := http.NewRequestWithContext(ctx, method, s.base.JoinPath(path).String(), sent)
	if err != nil {
		return nil, plainly(err, s.patience)
	}
	request.ContentLength = int64(len(body))
	data, err := s.answer(request, moving)
	if err != nil && ctx.Err() != nil && s.ctx.Err() == nil {
		err = fmt.Errorf("it does not answer within %v", s.patience)
	}
	return data, err
}

// answer is what a request is answered.
func (s *httpServer) answer(request *http.Request, moving func(io.Reader) io.Reader) ([]byte, error) {
	response, err := s.client.Do(request)
	if err != nil {
		return nil, plainly(err, s.patience)
	}
	defer func() { _ = response.Body.Close() }() // it was read as far as anybody wants it
	switch code := response.StatusCode; {
	case code == http.StatusNotFound || code == http.StatusGone:
		return nil, fs.ErrNotExist
	case code >= 300:
		return nil, fmt.Errorf("it answers %d %s", code, http.StatusText(code))
	case request.Method != http.MethodGet:
		return nil, nil
	case response.ContentLength > Most:
		return nil, fs.ErrNotExist
	}
	data, err := io.ReadAll(io.LimitReader(moving(response.Body), Most+1))
	if err != nil {
		return nil, plainly(err, s.patience)
	}
	if len(data) > Most {
		return nil, fs.ErrNotExist
	}
	return data, nil
}

// pieces gives a request patience anew with every piece that it moves.
type pieces struct {
	from     io.Reader
	late     *time.Timer
	patience time.Duration
	moved    int
}

// Read is that of an io.Reader.
func (p *pieces) Read(to []byte) (int, error) {
	if p.moved == 0 || p.moved >= piece {
		p.late.Reset(p.patience)
		p.moved = 0
	}
	n, err := p.from.Read(to[:min(len(to), piece)])
	p.moved += n
	return n, err
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// isHash tells names that are hashes from others.
func isHash(name string) bool {
	return len(name) == 2*sha256.Size && strings.Trim(name, "0123456789abcdef") == ""
}
