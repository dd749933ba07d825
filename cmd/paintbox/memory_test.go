package main

import (
	"math"
	"runtime/debug"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
)

func TestLimitMemory(t *testing.T) {
	percent := debug.SetGCPercent(100)
	t.Cleanup(func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(math.MaxInt64)
	})
	tests := []struct {
		name    string
		env     string // a variable that is set
		limit   asset.Size
		asked   bool
		percent int
		want    int64
	}{
		{"default", "", defaultMemory, false, -1, int64(min(defaultMemory, containerMemory()/4*3))},
		{"asked for", "", 300 * asset.MB, true, -1, int64(300 * asset.MB)},
		{"GOGC", "GOGC", defaultMemory, false, 100, math.MaxInt64},
		{"GOMEMLIMIT", "GOMEMLIMIT", defaultMemory, false, 100, math.MaxInt64},
		{"GOGC, and asked for", "GOGC", asset.GB, true, -1, int64(asset.GB)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			debug.SetGCPercent(100)
			debug.SetMemoryLimit(math.MaxInt64)
			a := &app{env: func(name string) (string, bool) { return "", name == tt.env }}
			if err := a.limitMemory(tt.limit, tt.asked); err != nil {
				t.Fatal(err)
			}
			if got := debug.SetMemoryLimit(-1); got != tt.want {
				t.Errorf("limit %d, want %d", got, tt.want)
			}
			if got := debug.SetGCPercent(100); got != tt.percent {
				t.Errorf("GC percent %d, want %d", got, tt.percent)
			}
		})
	}
}

func TestCollectSeldom(t *testing.T) {
	percent := debug.SetGCPercent(100)
	t.Cleanup(func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(math.MaxInt64)
	})
	for env, want := range map[string]int{"": 800, "GOGC": 100, "GOMEMLIMIT": 100} {
		debug.SetGCPercent(100)
		a := &app{env: func(name string) (string, bool) { return "", name == env }}
		a.collectSeldom()
		if got := debug.SetGCPercent(100); got != want {
			t.Errorf("with %q: GC percent %d, want %d", env, got, want)
		}
	}
}
