package preview

import (
	"context"
	"net"
)

// conn is a connection on which the head of an answer and its body go out in one
// piece. net/http writes what fits in its buffer, and then the rest: two calls of
// the kernel, and a client that is woken for the first.
type conn struct {
	*net.TCPConn
	joins bool   // the next piece is followed by another
	head  []byte // the piece that waits for it
}

// Write writes, or keeps the first piece until the next.
func (c *conn) Write(data []byte) (int, error) {
	switch {
	case len(c.head) > 0:
		return c.both(data)
	case c.joins && len(data) <= maxJoined:
		c.head = append(c.head, data...)
		return len(data), nil
	}
	return c.TCPConn.Write(data)
}

// maxJoined is the size of the buffer of net/http.
const maxJoined = 4 << 10

// both writes the piece that waits, and another. It returns how much was written of
// the other.
func (c *conn) both(data []byte) (int, error) {
	waiting := len(c.head)
	pieces := net.Buffers{c.head, data}
	n, err := pieces.WriteTo(c.TCPConn)
	c.head = c.head[:0]
	return max(int(n)-waiting, 0), err
}

// connKey is the key of a request's conn in its context.
type connKey struct{}

// together calls a function that writes an answer, so that what it writes goes out in
// one piece where the connection is one of these.
func together(ctx context.Context, write func()) {
	c, ok := ctx.Value(connKey{}).(*conn)
	if !ok {
		write()
		return
	}
	c.joins = true
	write()
	c.joins = false
	if len(c.head) > 0 {
		_, _ = c.both(nil) // the client has gone
	}
}

// conns gives conns where a listener gives connections of TCP.
type conns struct{ net.Listener }

// Accept waits for the next connection.
func (l conns) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if tcp, ok := c.(*net.TCPConn); ok {
		return &conn{TCPConn: tcp}, err
	}
	return c, err
}

// withConn makes a conn known to the requests that come on it. One below an
// encrypted connection is not.
func withConn(ctx context.Context, c net.Conn) context.Context {
	if joined, ok := c.(*conn); ok {
		return context.WithValue(ctx, connKey{}, joined)
	}
	return ctx
}
