package plugin

import (
	"bufio"
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"
)

//go:embed host
var hostFiles embed.FS

// process is the Node process that runs plugins. Its questions are answered by
// serve, each in a goroutine of its own.
type process struct {
	cmd   *exec.Cmd
	dir   string // holds the scripts, the scratch directory, and the file that says which hook runs
	serve func(f frame) (any, [][]byte, error)
	limit time.Duration // without any answer

	writes chan []byte
	ended  chan struct{} // closed once nothing more comes; err says why
	err    *fault
	wait   sync.WaitGroup

	mu      sync.Mutex
	pending map[uint32]chan frame
	last    uint32
	heard   time.Time
}

// start runs Node with the scripts of this package.
func start(ctx context.Context, o Options, serve func(f frame) (any, [][]byte, error)) (*process, error) {
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, errors.New("node is not there to run plugins (install Node.js 20 or newer)")
	}
	dir, err := os.MkdirTemp("", "paintbox-plugins-")
	if err != nil {
		return nil, err
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return nil, err
	}
	p := &process{dir: dir, serve: serve, limit: o.Limit + o.Limit/4, writes: make(chan []byte, 256), ended: make(chan struct{}), pending: map[uint32]chan frame{}, heard: time.Now()}
	if err := p.unpack(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	p.cmd = exec.CommandContext(ctx, node, filepath.Join(dir, "host", "main.mjs"))
	p.cmd.Dir, p.cmd.Env, p.cmd.Stderr = o.Dir, o.Environment, o.Terminal
	p.cmd.WaitDelay = time.Second
	in, err := p.cmd.StdinPipe()
	if err == nil {
		var out io.Reader
		if out, err = p.cmd.StdoutPipe(); err == nil {
			if err = p.cmd.Start(); err == nil {
				p.wait.Go(func() { p.write(in) })
				p.wait.Go(func() { p.read(out, o.Terminal) })
				p.wait.Go(p.watch)
				return p, nil
			}
		}
	}
	return nil, errors.Join(fmt.Errorf("starting Node: %w", err), os.RemoveAll(dir))
}

// unpack writes the scripts to where Node reads them.
func (p *process) unpack() error {
	if err := os.CopyFS(p.dir, hostFiles); err != nil {
		return err
	}
	return os.Mkdir(p.scratch(), 0o755)
}

func (p *process) scratch() string { return filepath.Join(p.dir, "out") }
func (p *process) now() string     { return filepath.Join(p.dir, "now") }

// call asks, and waits for the answer. Into is what the answer is decoded to.
func (p *process) call(ctx context.Context, o op, args, into any, parts ...[]byte) ([][]byte, *fault) {
	answer := make(chan frame, 1)
	p.mu.Lock()
	p.last++
	id := p.last
	if len(p.pending) == 0 {
		p.heard = time.Now()
	}
	p.pending[id] = answer
	p.mu.Unlock()
	defer func() {
		p.mu.Lock()
		delete(p.pending, id)
		p.mu.Unlock()
	}()
	if err := p.send(header{ID: id, Op: o}, args, parts); err != nil {
		return nil, err
	}
	select {
	case f := <-answer:
		if f.Error != nil {
			return nil, f.Error
		}
		if err := json.Unmarshal(f.Args, into); err != nil {
			return nil, &fault{Text: fmt.Sprintf("the answer to %s: %v", o, err)}
		}
		return f.parts, nil
	case <-p.ended:
		return nil, p.err
	case <-ctx.Done():
		return nil, &fault{Text: ctx.Err().Error()}
	}
}

func (p *process) send(h header, args any, parts [][]byte) *fault {
	var err error
	if h.Args, err = json.Marshal(args); err != nil {
		return &fault{Text: err.Error()}
	}
	data, err := appendFrame(nil, frame{header: h, parts: parts})
	if err != nil {
		return &fault{Text: err.Error()}
	}
	select {
	case p.writes <- data:
		return nil
	case <-p.ended:
		return p.err
	}
}

// write sends what is queued; frames that wait are written together.
func (p *process) write(to io.WriteCloser) {
	defer func() { _ = to.Close() }() // its end is what Node waits for
	for {
		var data []byte
		select {
		case data = <-p.writes:
		case <-p.ended:
			return
		}
		if data == nil {
			return
		}
		last := false
	more:
		for len(data) < 1<<16 {
			select {
			case next := <-p.writes:
				if last = next == nil; last {
					break more
				}
				data = append(data, next...)
			default:
				break more
			}
		}
		if _, err := to.Write(data); err != nil || last {
			return // where Node is gone, read says so
		}
	}
}

// read hands on what comes, until the process ends.
func (p *process) read(from io.Reader, terminal io.Writer) {
	buffered := bufio.NewReaderSize(from, 1<<16)
	var reason *fault
	for {
		f, err := readFrame(buffered, terminal)
		if err != nil {
			break
		}
		p.mu.Lock()
		p.heard = time.Now()
		waiting := p.pending[f.ID]
		p.mu.Unlock()
		switch {
		case f.Op == opFatal:
			reason = &fault{}
			if json.Unmarshal(f.Args, reason) != nil {
				reason = nil
			}
			p.kill()
		case f.Op != "":
			p.wait.Go(func() { p.answer(f) })
		case waiting != nil:
			waiting <- f
		}
	}
	status := p.cmd.Wait()
	p.finish(reason, status)
}

// answer answers a question of the process.
func (p *process) answer(f frame) {
	args, parts, err := p.serve(f)
	h := header{ID: f.ID}
	if err != nil {
		h.Error = &fault{Text: err.Error()}
	}
	_ = p.send(h, args, parts) // where the process is gone, nobody waits for it
}

// finish ends all waiting.
func (p *process) finish(reason *fault, status error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err == nil {
		p.err = reason
	}
	if p.err == nil {
		p.err = &fault{Text: "the process ended: " + exitText(status)}
	}
	p.place(p.err)
	close(p.ended)
}

func exitText(err error) string {
	if err == nil {
		return "exit status 0"
	}
	return err.Error()
}

// place completes a fault by the hook that ran last.
func (p *process) place(f *fault) {
	data, err := os.ReadFile(p.now())
	var at fault
	line, _, _ := bytes.Cut(data, []byte("\n"))
	if err != nil || json.Unmarshal(line, &at) != nil || f.Plugin != "" {
		return
	}
	f.Plugin, f.Hook = at.Plugin, at.Hook
	if f.File == "" {
		f.File = at.File
	}
}

// watch ends a process that answers nothing although something is asked: a hook
// that never returns leaves it no time to say so.
func (p *process) watch() {
	tick := time.NewTicker(min(time.Second, p.limit/4))
	defer tick.Stop()
	for {
		select {
		case <-p.ended:
			return
		case <-tick.C:
		}
		p.mu.Lock()
		late := len(p.pending) > 0 && time.Since(p.heard) > p.limit
		if late && p.err == nil {
			p.err = &fault{Text: fmt.Sprintf("it has not returned for %d seconds", int(p.limit.Seconds()))}
		}
		p.mu.Unlock()
		if late {
			p.kill()
			return
		}
	}
}

func (p *process) kill() { _ = p.cmd.Process.Kill() } // it may have ended already

// close ends the process and waits for it.
func (p *process) close() error {
	select {
	case p.writes <- nil:
	case <-p.ended:
	}
	select {
	case <-p.ended:
	case <-time.After(2 * time.Second):
		p.kill() // a plugin's own timers or children keep it
	}
	p.wait.Wait()
	err := os.RemoveAll(p.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
