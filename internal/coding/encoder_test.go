package coding

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/paintbox-build/paintbox/internal/coding/codingtest"
	"github.com/paintbox-build/paintbox/internal/golden"
)

// TestFallback gives each codec encoders that fail in each possible way.
func TestFallback(t *testing.T) {
	for _, c := range Table() {
		t.Run(c.Name, func(t *testing.T) { fallback(t, c) })
	}
}

func fallback(t *testing.T, c Coding) {
	data := codingtest.Script(8, 20_000)
	list := c.encoders()
	good := list[len(list)-1]
	bad := []implementation{
		{"errs", func(context.Context, []byte) ([]byte, error) { return nil, errors.New("out of luck") }},
		{"panics", func(_ context.Context, b []byte) ([]byte, error) { return b[len(b)+1:], nil }},
		{"garbles", func(context.Context, []byte) ([]byte, error) { return codingtest.Noise(100), nil }},
		{"truncates", func(ctx context.Context, b []byte) ([]byte, error) {
			out, err := good.encode(ctx, b)
			return out[:len(out)-9], err
		}},
		{"shortens", func(ctx context.Context, b []byte) ([]byte, error) { return good.encode(ctx, b[:len(b)-1]) }},
		{"lengthens", func(ctx context.Context, b []byte) ([]byte, error) {
			return good.encode(ctx, append(bytes.Clone(b), 'x'))
		}},
		{"alters", func(ctx context.Context, b []byte) ([]byte, error) {
			b = bytes.Clone(b)
			b[12_345] ^= 1
			return good.encode(ctx, b)
		}},
	}
	encoded, failed, err := (&Encoder{c, append(bad, good), ""}).Encode(t.Context(), data)
	if err != nil || len(failed) != len(bad) || c.Verify(encoded, data) != nil {
		t.Fatalf("%d bytes, %d failures, error %v", len(encoded), len(failed), err)
	}
	for i, err := range failed {
		if !strings.HasPrefix(err.Error(), bad[i].name+": ") {
			t.Errorf("failure %q of %s", err, bad[i].name)
		}
	}
	_, _, err = (&Encoder{c, bad, ""}).Encode(t.Context(), data)
	if err == nil {
		t.Fatal("no error although every encoder failed")
	}
}

// TestEncodersAgree runs every encoder of the table, the fallbacks too.
func TestEncodersAgree(t *testing.T) {
	for _, c := range Table() {
		for _, e := range c.encoders() {
			for _, n := range []int{0, 1, piece, 150_000, 20_000} { // the same state again and again
				data := codingtest.Script(uint64(n), n)
				if _, err := c.attempt(t.Context(), e, data); err != nil {
					t.Errorf("%s of %d bytes: %v", e.name, n, err)
				}
			}
		}
	}
}

func TestEncodersOfSeveralWorkersShareNothing(t *testing.T) {
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			for _, c := range Table() {
				data, e := codingtest.Script(uint64(i), 10_000), c.Encoder()
				for range 3 {
					if _, failed, err := e.Encode(t.Context(), data); err != nil || failed != nil {
						t.Error(failed, err)
					}
				}
			}
		})
	}
	wg.Wait()
}

// BenchmarkEncode needs the sample application's packages (make demo).
func BenchmarkEncode(b *testing.B) {
	for _, name := range []string{"react-dom/cjs/react-dom-client.production.js", "three/build/three.core.js", "xlsx/dist/xlsx.full.min.js"} {
		data, err := os.ReadFile(filepath.Join("../../testdata/paintbox/node_modules", name))
		if err != nil {
			b.Fatal(err)
		}
		for _, c := range Table() {
			for _, e := range c.encoders() {
				b.Run(fmt.Sprintf("file=%s/encoder=%s", filepath.Base(name), filepath.Base(e.name)), func(b *testing.B) {
					b.SetBytes(int64(len(data)))
					b.ReportAllocs()
					for b.Loop() {
						if _, err := c.attempt(b.Context(), e, data); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		}
	}
}

// TestDocumentationListsEveryCoding compares the table of docs/configuration.md
// with the table of codings. make update writes it.
func TestDocumentationListsEveryCoding(t *testing.T) {
	const file, head = "../../docs/configuration.md", "| `compress` key | sibling | `Content-Encoding` | how hard | by default |\n| --- | --- | --- | --- | --- |\n"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(text), head)
	_, after, ended := strings.Cut(rest, "|\n\n")
	if !found || !ended {
		t.Fatalf("%s holds no table that begins with\n%s", file, head)
	}
	made := before + head
	for _, c := range Table() {
		made += fmt.Sprintf("| `%s` | `%s` | `%s` | %s | %s |\n", c.Name, c.Suffix, c.Token, c.Level, map[bool]string{true: "on", false: "off"}[c.Default])
	}
	golden.Check(t, file, []byte(made+"\n"+after))
}

// TestEveryCodingIsComplete: a row of the table has its encoder and verifier,
// and no two rows can be taken for each other.
func TestEveryCodingIsComplete(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Table() {
		if len(c.encoders()) == 0 || c.decode == nil {
			t.Errorf("%s has no encoder or no verifier", c.Name)
		}
		for _, name := range []string{"name " + c.Name, "token " + c.Token, "suffix " + c.Suffix} {
			if seen[name] || strings.HasSuffix(name, " ") {
				t.Errorf("%s: bad or second %s", c.Name, name)
			}
			seen[name] = true
		}
		if c.Level == "" || c.Suffix[0] != '.' || c.Name == "raw" || c.Name == "files" || c.Name == "threshold" {
			t.Errorf("bad row %+v", c)
		}
	}
}

// FuzzEveryCoding encodes any bytes by every encoder of every row, and verifies.
func FuzzEveryCoding(f *testing.F) {
	f.Add([]byte(nil), uint16(1))
	f.Add([]byte("function(){return this.props}"), uint16(700))
	f.Add([]byte{0, 1, 2, 255}, uint16(9_000))
	f.Add(codingtest.Noise(300), uint16(3))
	states := map[string][]implementation{}
	for _, c := range Table() {
		states[c.Name] = c.encoders()
	}
	f.Fuzz(func(t *testing.T, piece []byte, times uint16) {
		data := bytes.Repeat(piece, int(times)%max(1, (1<<20)/max(1, len(piece))))
		for _, c := range Table() {
			for _, e := range states[c.Name] {
				if _, err := c.attempt(t.Context(), e, data); err != nil {
					t.Error(fmt.Errorf("%s of %d bytes: %w", e.name, len(data), err))
				}
			}
		}
	})
}
