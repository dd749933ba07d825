package main

import (
	"cmp"
	"errors"
	"os"
	"runtime"
	"runtime/pprof"
	"runtime/trace"

	"github.com/spf13/cobra"
)

// profileFlags name files for profiles of paintbox itself, in Go's formats.
type profileFlags struct{ cpu, memory, trace string }

func (f *profileFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.cpu, "cpuprofile", "", "write a profile of processor time to `file`, for go tool pprof")
	flags.StringVar(&f.memory, "memprofile", "", "write a profile of allocated memory to `file`, for go tool pprof")
	flags.StringVar(&f.trace, "trace", "", "write what runs when to `file`, for go tool trace")
	for _, name := range []string{"cpuprofile", "memprofile", "trace"} {
		completeFiles(flags, nil, name)
	}
}

// profiled runs a command while the profiles are written that were asked for, which
// tell of it whether it fails or not.
func (a *app) profiled(f profileFlags, command func() error) error {
	p, err := a.startProfiles(f)
	if err != nil {
		return buildError{err}
	}
	err = command()
	if failed := p.stop(); failed != nil {
		return cmp.Or(err, error(buildError{failed}))
	}
	return err
}

// profiles are those that are being written.
type profiles struct {
	memory string // the file of the one that is written at the end
	open   []*os.File
}

// startProfiles starts the profiles that were asked for; stop writes what is left of
// them.
func (a *app) startProfiles(f profileFlags) (*profiles, error) {
	p := &profiles{memory: a.path(f.memory)}
	for _, one := range []struct {
		name  string
		start func(*os.File) error
	}{
		{f.cpu, func(w *os.File) error { return pprof.StartCPUProfile(w) }},
		{f.trace, func(w *os.File) error { return trace.Start(w) }},
	} {
		if one.name == "" {
			continue
		}
		w, err := os.Create(a.path(one.name))
		if err == nil {
			p.open = append(p.open, w)
			err = one.start(w)
		}
		if err != nil {
			return nil, errors.Join(err, p.stop())
		}
	}
	return p, nil
}

// stop ends the profiles.
func (p *profiles) stop() error {
	pprof.StopCPUProfile()
	trace.Stop()
	var failed error
	for _, w := range p.open {
		failed = errors.Join(failed, w.Close())
	}
	if p.memory == "" {
		return failed
	}
	w, err := os.Create(p.memory)
	if err != nil {
		return errors.Join(failed, err)
	}
	runtime.GC() // which counts what was allocated since the last time
	return errors.Join(failed, pprof.Lookup("allocs").WriteTo(w, 0), w.Close())
}
