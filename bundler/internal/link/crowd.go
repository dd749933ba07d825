package link

import (
	"runtime"
	"sync"
)

// many is how many goroutines there are where modules are held back.
const many = 500

// crowd holds modules back that are to be loaded, where there are many at once.
// esbuild starts a goroutine for each; the one that starts them, and takes what they
// have parsed, has its turn after those that it has started. Without a queue each
// would have parsed, and would wait with a stack of 32 KB, before any is taken.
type crowd struct {
	mu      sync.Mutex
	turn    *sync.Cond
	watched bool // somebody lets those who wait go on
	waiting int
}

func newCrowd() *crowd {
	c := &crowd{}
	c.turn = sync.NewCond(&c.mu)
	return c
}

// wait returns when it is the caller's turn. Nothing holds a turn: who loads a
// module may ask for others.
func (c *crowd) wait() {
	if !c.watch() {
		return
	}
	for more := true; more; more = c.next(16 * runtime.GOMAXPROCS(0)) {
		runtime.Gosched() // which lets those go first who may go on, and who starts others
	}
}

// watch waits where somebody lets others go on. It tells whether the caller is to.
func (c *crowd) watch() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.watched:
		c.waiting++
		c.turn.Wait()
		return false
	case runtime.NumGoroutine() < many:
		return false
	}
	c.watched = true
	return true
}

// next lets some of those who wait go on. It tells whether there may be more.
func (c *crowd) next(some int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := min(c.waiting, some)
	for range n {
		c.turn.Signal()
	}
	c.waiting -= n
	c.watched = n > 0
	return c.watched
}
