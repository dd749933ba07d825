// Package node runs a Node process, and talks with it.
//
// The two processes ask each other by frames over standard input and output
// (frame.go): a question has a name, arguments as JSON and parts of bytes, and so
// has its answer, which carries the number of the question. What the questions
// mean is the caller's; host/wire.mjs is the other end. An error is a Fault, and
// a process that crashes, exits or is silent for too long is one for everybody
// who waits.
//
//   - Takes: scripts, an environment, and who answers what Node asks.
//   - Gives: a Process that is asked, from any goroutine.
//   - Changes: nothing on disk; whoever started a Process closes it.
package node

import (
	"bufio"
	"bytes"
	"context"
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

// Options say what Node runs, and how.
type Options struct {
	Scripts     fs.FS // main.mjs is run
	Dir         string
	Environment []string      // nil means this process's
	Limit       time.Duration // how long it may say nothing while something is asked
	Terminal    io.Writer     // what scripts print
}

// Answer answers a question of the process.
type Answer func(question Question) (args any, parts [][]byte, err error)

// Process is a Node process that scripts of ours run in. Each of its questions is
// answered in a goroutine of its own. It is safe for concurrent use.
type Process struct {
	cmd   *exec.Cmd
	dir   string // holds the scripts, the scratch directory, and the file that says which hook runs
	serve Answer
	limit time.Duration // without any answer

	writes chan []byte
	ended  chan struct{} // closed once nothing more comes; err says why
	err    *Fault
	wait   sync.WaitGroup

	mu      sync.Mutex
	pending map[uint32]chan frame
	last    uint32
	heard   time.Time
}

// Start runs Node. The context's end kills it; Close ends it otherwise.
func Start(ctx context.Context, o Options, serve Answer) (*Process, error) {
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
	p := &Process{dir: dir, serve: serve, limit: o.Limit, writes: make(chan []byte, 256), ended: make(chan struct{}), pending: map[uint32]chan frame{}, heard: time.Now()}
	if err := p.unpack(o.Scripts); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	p.cmd = exec.CommandContext(ctx, node, append(plugnplay(o.Dir), filepath.Join(dir, "host", "main.mjs"))...)
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
func (p *Process) unpack(scripts fs.FS) error {
	if err := os.CopyFS(filepath.Join(p.dir, "host"), scripts); err != nil {
		return err
	}
	return os.Mkdir(p.Scratch(), 0o755)
}

// Scratch is an empty directory that the scripts may write into. It goes with the
// process.
func (p *Process) Scratch() string { return filepath.Join(p.dir, "out") }

// Now is the file whose first line is a Fault's JSON of what runs: the scripts
// write it, and where the process ends without a word, that is what ended it.
func (p *Process) Now() string { return filepath.Join(p.dir, "now") }

// Ended tells whether the process is gone.
func (p *Process) Ended() bool {
	select {
	case <-p.ended:
		return true
	default:
		return false
	}
}

// Call asks, and waits for the answer. Into is what the answer is decoded to; the
// bytes returned came with it.
func (p *Process) Call(ctx context.Context, op string, args, into any, parts ...[]byte) ([][]byte, *Fault) {
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
	if err := p.send(header{ID: id, Op: op}, args, parts); err != nil {
		return nil, err
	}
	select {
	case f := <-answer:
		if f.Error != nil {
			return nil, f.Error
		}
		if err := json.Unmarshal(f.Args, into); err != nil {
			return nil, &Fault{Text: fmt.Sprintf("the answer to %s: %v", op, err)}
		}
		return f.parts, nil
	case <-p.ended:
		return nil, p.err
	case <-ctx.Done():
		return nil, &Fault{Text: ctx.Err().Error()}
	}
}

func (p *Process) send(h header, args any, parts [][]byte) *Fault {
	var err error
	if h.Args, err = json.Marshal(args); err != nil {
		return &Fault{Text: err.Error()}
	}
	data, err := appendFrame(nil, frame{header: h, parts: parts})
	if err != nil {
		return &Fault{Text: err.Error()}
	}
	select {
	case p.writes <- data:
		return nil
	case <-p.ended:
		return p.err
	}
}

// write sends what is queued; frames that wait are written together.
func (p *Process) write(to io.WriteCloser) {
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
func (p *Process) read(from io.Reader, terminal io.Writer) {
	buffered := bufio.NewReaderSize(from, 1<<16)
	var reason *Fault
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
		case f.Op == fatal:
			reason = &Fault{}
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
func (p *Process) answer(f frame) {
	args, parts, err := p.serve(Question{Op: f.Op, Args: f.Args, Parts: f.parts})
	h := header{ID: f.ID}
	if err != nil {
		h.Error = &Fault{Text: err.Error()}
	}
	_ = p.send(h, args, parts) // where the process is gone, nobody waits for it
}

// finish ends all waiting.
func (p *Process) finish(reason *Fault, status error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err == nil {
		p.err = reason
	}
	if p.err == nil {
		p.err = &Fault{Text: "the process ended: " + exitText(status)}
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
func (p *Process) place(f *Fault) {
	data, err := os.ReadFile(p.Now())
	var at Fault
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
func (p *Process) watch() {
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
			p.err = &Fault{Text: fmt.Sprintf("it has not returned for %d seconds", int(p.limit.Seconds()))}
		}
		p.mu.Unlock()
		if late {
			p.kill()
			return
		}
	}
}

func (p *Process) kill() { _ = p.cmd.Process.Kill() } // it may have ended already

// Close ends the process and waits for it.
func (p *Process) Close() error {
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
