package plugin

import (
	"encoding/json"
	"fmt"
	"path/filepath"

	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/plugin/internal/node"
)

// serve answers what plugins ask.
func (h *Host) serve(q node.Question) (any, [][]byte, error) {
	switch q.Op {
	case opResolve:
		var args resolveArgs
		if err := json.Unmarshal(q.Args, &args); err != nil {
			return nil, nil, err
		}
		r := h.resolvePast(args)
		return pastAnswer{ID: r.Module.ID, Namespace: r.Module.Namespace, External: r.External, Pure: r.Pure, Failed: r.Failed}, nil, nil
	case opCompile:
		var args compileArgs
		if err := json.Unmarshal(q.Args, &args); err != nil || len(q.Parts) != 1 {
			return nil, nil, fmt.Errorf("bad question: %w", err)
		}
		code, sourceMap, err := bundler.Compile(args.File, args.Loader, q.Parts[0], h.jsx(), args.Verbatim)
		return struct{}{}, [][]byte{code, sourceMap}, err
	case opAlive:
		return struct{}{}, nil, nil
	}
	return nil, nil, fmt.Errorf("unknown question %q", q.Op)
}

func (h *Host) resolvePast(args resolveArgs) bundler.Resolved {
	h.mu.Lock()
	past := h.past
	h.mu.Unlock()
	if past == nil {
		return bundler.Resolved{Failed: true} // nothing is linked yet
	}
	return past(bundler.Import{Specifier: args.Specifier, Importer: bundler.ModuleID{ID: args.Importer}, Dir: filepath.FromSlash(args.Dir), Way: args.Way})
}
