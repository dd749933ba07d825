package link

import (
	"sync"
	"sync/atomic"
	"testing"
)

// Who waits goes on, however many come at once, and also who comes while others
// load: what is loaded may lead to more.
func TestCrowd(t *testing.T) {
	c := newCrowd()
	var wait sync.WaitGroup
	var loaded atomic.Int64
	for range 5 * many {
		wait.Go(func() {
			c.wait()
			loaded.Add(1)
			wait.Go(func() {
				c.wait()
				loaded.Add(1)
			})
		})
	}
	wait.Wait()
	if n := loaded.Load(); n != 10*many {
		t.Errorf("%d loaded, want %d", n, 10*many)
	}
	if c.watched || c.waiting != 0 {
		t.Errorf("%d still wait", c.waiting)
	}
}

// A few do not wait for each other.
func TestCrowdOfOne(t *testing.T) {
	c := newCrowd()
	c.wait()
	if c.watched {
		t.Error("one module is watched over")
	}
}
