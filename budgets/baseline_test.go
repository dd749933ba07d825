package budgets

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/golden"
)

func TestBaselineGolden(t *testing.T) {
	golden.Check(t, "testdata/baseline.json", NewBaseline(sample(), nil).Marshal())
}

func TestBaselineRoundTrip(t *testing.T) {
	b := NewBaseline(doubled(), nil)
	got, err := ParseBaseline(b.Marshal())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b, got); diff != "" {
		t.Error(diff)
	}
	if !bytes.Equal(b.Marshal(), got.Marshal()) {
		t.Error("writing what was read gives other bytes")
	}
}

// A group that only a rule knows is in the baseline too, so that its growth can
// be limited.
func TestBaselineHoldsTheRulesGroups(t *testing.T) {
	rules := parseRules(t, `[{"type":"group","name":"media","files":"assets/*.{png,woff2}","maxIncrease":"1%"}]`)
	before := NewBaseline(sample(), rules)
	if !cmp.Equal(before.Sizes["group media"], Sizes{Raw: 1700, Files: 2}) {
		t.Errorf("group media: %+v", before.Sizes["group media"])
	}
	v, err := Check(sample(), rules, &before)
	if err != nil || v.Results[0].Status != StatusOK {
		t.Errorf("%+v, %v", v.Results, err)
	}
}

// A new hash is not a new file, and two files of one name stay two.
func TestBaselineKeysCarryNoHash(t *testing.T) {
	page := func(hash, source string, n int) asset.File {
		return with(file("assets/index-"+hash+".js", n, 0, 0), func(f *asset.File) { f.Name, f.Source = "assets/index.js", source })
	}
	before := NewBaseline(asset.Build{}.With(page("AAAA", "src/a/index.ts", 10), page("BBBB", "src/b/index.ts", 20), page("CCCC", "", 30), page("DDDD", "", 40)), nil)
	after := NewBaseline(asset.Build{}.With(page("ZZZZ", "src/a/index.ts", 10), page("YYYY", "src/b/index.ts", 20), page("XXXX", "", 30), page("WWWW", "", 40)), nil)
	if diff := cmp.Diff(before, after); diff != "" {
		t.Error(diff)
	}
	for key, n := range map[string]asset.Size{
		"file assets/index.js (src/a/index.ts)": 10, "file assets/index.js (src/b/index.ts)": 20, "file assets/index.js": 40, "file assets/index.js #2": 30,
	} {
		if before.Sizes[key].Raw != n {
			t.Errorf("%s: %d bytes, want %d", key, before.Sizes[key].Raw, n)
		}
	}
}

func TestBadBaselines(t *testing.T) {
	good := string(NewBaseline(sample(), nil).Marshal())
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", "not a baseline: EOF"},
		{"half written", good[:len(good)/2], "not a baseline: unexpected EOF"},
		{"not JSON", "{\n\"version\": 1,\n oops", "line 3: invalid character 'o'"},
		{"something else", `{"name":"my-app","version":"1.0.0"}`, "not a baseline"},
		{"another object", `{"files":{}}`, "it has no version or no sizes"},
		{"no total", `{"version":1,"sizes":{}}`, "it has no total"},
		{"another version", strings.Replace(good, `"version": 1`, `"version": 2`, 1), "baseline format 2 is not supported, this version reads format 1"},
		{"negative", strings.Replace(good, `"raw": 500`, `"raw": -500`, 1), "bad size"},
		{"negative number of files", strings.Replace(good, `"files": 2`, `"files": -2`, 1), "has a negative number"},
		{"two in one", good + good, "something follows its end"},
		{"not a number", strings.Replace(good, `"raw": 500`, `"raw": NaN`, 1), "invalid character 'N'"},
		{"no size at all", strings.Replace(good, `"raw": 500`, `"raw": 1e400`, 1), "bad size"},
		{"a list for a size", strings.Replace(good, `"raw": 500`, `"raw": [500]`, 1), "bad size"},
		{"a key twice", `{"version":1,"sizes":{"total":{"raw":9},` + "\n" + `"total":{"raw":900000}}}`, `line 2: "total" stands twice`},
		{"a key twice in a size", `{"version":1,"sizes":{"total":{"raw":9,"gzip":5,"raw":900000}}}`, `"raw" stands twice`},
		{"a key twice with other letters", `{"version":1,"sizes":{"total":{"raw":9}},"SIZES":{"total":{"raw":900000}}}`, `"SIZES" stands twice`},
		{"a key twice in what is not known", `{"version":1,"later":[{"a":[],"b":{"c":1,"c":2}}],"sizes":{"total":{"raw":9}}}`, `"c" stands twice`},
		{"deep", `{"version":1,"sizes":` + strings.Repeat(`{"a":`, 100_000) + "1" + strings.Repeat("}", 100_000) + "}", "exceeded max depth"},
		{"100 MB", good + strings.Repeat(" ", 100_000_000), "more than 32MB"},
	} {
		if _, err := ParseBaseline([]byte(tt.text)); err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "--write-baseline") {
			t.Errorf("%s: got %v, want %q and what to do", tt.name, err, tt.want)
		}
	}
}

// Sizes by a measure compare only where both builds were measured by it: gzip
// against raw bytes would look like a build that has become smaller.
func TestOtherMeasuresAreNotCompared(t *testing.T) {
	bare := sample()
	for i := range bare.Files {
		bare.Files[i].Encodings = nil
	}
	rules := parseRules(t, `[{"type":"total","measure":"gzip","maxIncrease":0},{"type":"total","maxIncrease":0}]`)
	for _, tt := range []struct {
		name        string
		before, now asset.Build
		want        []Status
	}{
		{"both", sample(), sample(), []Status{StatusOK, StatusOK}},
		{"neither", bare, bare, []Status{StatusOK, StatusOK}},
		{"only now", bare, sample(), []Status{StatusNotCompared, StatusOK}},
		{"only before", sample(), bare, []Status{StatusNotCompared, StatusOK}},
	} {
		before, err := ParseBaseline(NewBaseline(tt.before, nil).Marshal())
		if err != nil {
			t.Fatal(err)
		}
		v, err := Check(tt.now, rules, &before)
		if err != nil {
			t.Fatal(err)
		}
		if got := []Status{v.Results[0].Status, v.Results[1].Status}; !cmp.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
