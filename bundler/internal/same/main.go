// Same says whether two revisions of Paintbox build the same: it builds the
// command of a revision and that of the working tree, gives both the same
// inputs, and compares everything that they write, names and bytes, what they
// say on standard error, and their exit statuses. It is the proof that a
// refactoring changes nothing. "make same" runs it; it runs in the directory of
// the module.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
)

// options are the flags.
type options struct {
	base     string
	only     string
	programs int
	seed     uint64
}

// errDiffers says that the revisions do not build the same. What differs is
// printed already.
var errDiffers = errors.New("the builds differ")

func main() {
	var o options
	flag.StringVar(&o.base, "base", "HEAD", "the `revision` to compare the working tree with")
	flag.StringVar(&o.only, "only", strings.Join(groups(), ","), "the `groups` of inputs to build")
	flag.IntVar(&o.programs, "programs", 300, "`number` of random programs")
	flag.Uint64Var(&o.seed, "seed", 1, "`seed` of the first random program")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, o); err != nil {
		stop()
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

// run compares in a temporary directory. It stays where builds differ, with the
// inputs and outputs of these.
func run(ctx context.Context, o options) error {
	only := strings.Split(o.only, ",")
	for _, name := range only {
		if !slices.Contains(groups(), name) {
			return fmt.Errorf("no inputs are called %q (there are %s)", name, strings.Join(groups(), ", "))
		}
	}
	scratch, err := os.MkdirTemp("", "paintbox-same-")
	if err != nil {
		return err
	}
	w := workshop{dir: scratch, root: "."}
	err = w.compareAll(ctx, o, only)
	if errors.Is(err, errDiffers) {
		return fmt.Errorf("%w: diff -r %s %s", err, w.out("base"), w.out("work"))
	}
	_ = os.RemoveAll(scratch) // what is left of a temporary directory harms nobody
	return err
}

// compareAll builds both commands, then every input of the groups with both.
func (w *workshop) compareAll(ctx context.Context, o options, only []string) error {
	if err := w.commands(ctx, o.base); err != nil {
		return err
	}
	differs := 0
	for _, name := range groups() {
		if !slices.Contains(only, name) {
			continue
		}
		inputs, err := w.inputs(ctx, name, o)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		n, err := w.compareGroup(ctx, name, inputs)
		if err != nil {
			return err
		}
		differs += n
	}
	if differs > 0 {
		return errDiffers
	}
	return nil
}
