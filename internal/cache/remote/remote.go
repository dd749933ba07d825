// Package remote speaks with the servers that machines share entries of a cache on:
// Redis, and the plain HTTP form of Bazel's remote cache, which bazel-remote, nginx
// with WebDAV and gateways to object stores serve.
//
// A server that is slow is of no use to a build. Every request has its patience to be
// answered, and again for every megabyte that it moves; connecting has a little
// longer.
package remote

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"time"
)

const (
	// Patience is how long a server may take to answer a build.
	Patience = 200 * time.Millisecond
	// Most is how much one entry may hold, in bytes; a larger one is none.
	Most = 64 << 20
	// piece is how much is moved at once.
	piece = 1 << 20
	// Keeping is how long Redis keeps what is not written again.
	Keeping = 30 * 24 * time.Hour
	// connections is how many there are at once.
	connections = 8
)

// Server is where entries are, by the SHA-256 of what they are found by, in
// hexadecimal. What is not there is [fs.ErrNotExist].
type Server interface {
	Get(name string) ([]byte, error)
	Has(name string) (bool, error)
	Put(name string, data []byte) error
	Close() error
	String() string
	Patience() time.Duration
}

// Open returns the server at an address: redis://user:password@host:6379/0, rediss
// for TLS, or https://user:password@host/path. It ends with ctx. Errors, as String,
// hold no credentials.
func Open(ctx context.Context, address string, patience time.Duration) (Server, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil, errors.New("not the address of a server") // the error of url.Parse repeats the address
	}
	switch u.Scheme {
	case "redis", "rediss":
		return openRedis(ctx, u, patience), nil
	case "http", "https":
		return openHTTP(ctx, u, patience), nil
	}
	return nil, fmt.Errorf("%q is no scheme of a shared cache", u.Scheme)
}

// public is an address without credentials.
func public(u *url.URL) string {
	bare := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}
	return bare.String()
}

// connecting is how long it may take until a connection is there.
func connecting(patience time.Duration) time.Duration { return 5 * patience / 2 }

// plainly says why a request failed, without repeating what was asked.
func plainly(err error, patience time.Duration) error {
	if wrong, ok := errors.AsType[*url.Error](err); ok {
		err = wrong.Err
	}
	if wrong, ok := errors.AsType[net.Error](err); ok && wrong.Timeout() || errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("it does not answer within %v", patience)
	}
	return err
}
