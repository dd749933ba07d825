package preview

import (
	"context"
	"io"
	"net"
	"testing"
	"time"
)

// Head and body of an answer go out at once, a head alone too, and what is not an
// answer in pieces waits for nothing.
func TestTogether(t *testing.T) {
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	client, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	accepted, err := conns{listener}.Accept()
	if err != nil {
		t.Fatal(err)
	}
	c := accepted.(*conn)
	t.Cleanup(func() { _, _, _ = c.Close(), client.Close(), listener.Close() })
	ctx := withConn(context.Background(), c)
	expect := func(want string) {
		t.Helper()
		got := make([]byte, len(want))
		if err := client.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(client, got); err != nil || string(got) != want {
			t.Errorf("%q %v, want %q", got, err, want)
		}
	}
	write := func(text string) {
		t.Helper()
		if n, err := c.Write([]byte(text)); n != len(text) || err != nil {
			t.Errorf("%q: %d %v", text, n, err)
		}
	}
	together(ctx, func() {
		write("head ")
		if string(c.head) != "head " {
			t.Errorf("%q waits", c.head)
		}
		write("body ")
		write("more")
	})
	if len(c.head) != 0 {
		t.Errorf("%q still waits", c.head)
	}
	expect("head body more")
	together(ctx, func() { write("alone") })
	expect("alone")
	write("at once")
	expect("at once")
	together(context.Background(), func() { write("elsewhere") })
	expect("elsewhere")
}
