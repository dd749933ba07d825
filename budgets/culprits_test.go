package budgets

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/asset"
)

func check(t *testing.T, b asset.Build, rules string, baseline *Baseline) Verdict {
	t.Helper()
	v, err := Check(b, parseRules(t, rules), baseline)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestContributorsAndChains(t *testing.T) {
	v := check(t, sample(), `[{"type":"entry","name":"index","max":4000}]`, nil)
	want := []Contributor{
		{Kind: "package", Name: "react-dom", Bytes: 2950, Chain: []string{"src/main.tsx", "src/app.tsx", "node_modules/react-dom/index.js"}},
		{Kind: "module", Name: "src/app.tsx", Bytes: 600, Chain: []string{"src/main.tsx", "src/app.tsx"}},
		{Kind: "file", Name: "assets/style.css", Bytes: 400},
		{Kind: "module", Name: "src/main.tsx", Bytes: 390, Chain: []string{"src/main.tsx"}},
	}
	if diff := cmp.Diff(want, v.Results[0].Contributors); diff != "" {
		t.Error(diff)
	}
	if v.Results[0].Advice != nil {
		t.Errorf("nothing helps against react-dom in an entry, but the advice is %q", v.Results[0].Advice)
	}
}

func TestAdviceNamesTheImportToMakeLazy(t *testing.T) {
	b := sample()
	b.Inputs = append(slices.Clone(b.Inputs), asset.Input{Path: "src/zoom.tsx", Imports: []string{"node_modules/pdf/pdf.js"}})
	b.Inputs[2].Imports = []string{"src/zoom.tsx"}
	main := *b.File("assets/main-AAAA.js")
	main.Shares = append(slices.Clone(main.Shares), asset.Share{Module: "node_modules/pdf/pdf.js", Package: "pdf", Bytes: 700})
	v := check(t, b.With(main), `[{"type":"entry","name":"index","max":4000}]`, nil)
	want := []string{"load pdf with import() in src/zoom.tsx if the first view can do without it"}
	if diff := cmp.Diff(want, v.Results[0].Advice); diff != "" {
		t.Error(diff)
	}
}

// The script of a page goes by the page's name, which is no module.
func TestChainsStartAtThePagesScripts(t *testing.T) {
	b := sample()
	main := *b.File("assets/main-AAAA.js")
	main.Source = "index.html"
	v := check(t, b.With(main), `[{"type":"group","name":"excel","max":5}]`, nil)
	want := []string{"src/main.tsx", "src/app.tsx", "src/routes/[id].tsx", "node_modules/xlsx/xlsx.mjs"}
	if diff := cmp.Diff(want, v.Results[0].Contributors[0].Chain); diff != "" {
		t.Error(diff)
	}
}

func TestUncutIsNamedFirst(t *testing.T) {
	v := check(t, sample(), `[{"type":"chunk"}]`, nil)
	r := v.With(StatusInfo)[0]
	want := []Contributor{{Kind: "module", Name: "node_modules/react-dom/index.js", Bytes: 2950, Chain: []string{"src/main.tsx", "src/app.tsx", "node_modules/react-dom/index.js"}}}
	if diff := cmp.Diff(want, r.Contributors); diff != "" {
		t.Error(diff)
	}
	if want := "node_modules/react-dom/index.js is 3.0 KB by itself and cannot be cut: let it stand alone"; len(r.Advice) == 0 || r.Advice[0] != want {
		t.Errorf("advice %q, want first %q", r.Advice, want)
	}
	if v.Exceeded() {
		t.Error("what cannot be cut fails the build though no rule says so")
	}
}

// Code around a module that cannot be cut could have gone elsewhere, so it is no
// excuse where it does not fill the file.
func TestUncutMustFillTheFile(t *testing.T) {
	framework := *sampleFile("assets/framework-AAAA.js")
	framework.Shares = []asset.Share{{Module: "node_modules/a/a.js", Package: "a", Bytes: 1500}, {Module: "node_modules/react-dom/index.js", Package: "react-dom", Bytes: 1450}}
	v := check(t, sample().With(framework), `[{"type":"chunk"}]`, nil)
	over := v.With(StatusOver)
	if len(over) != 1 || over[0].Contributors[0].Name != "a" {
		t.Fatalf("%+v", over)
	}
	if diff := cmp.Diff([]string{"raise chunks.maxSize, or maxSize of its group"}, over[0].Advice); diff != "" {
		t.Error(diff)
	}
	framework.Shares = nil // nothing is known but the planner's word
	if v := check(t, sample().With(framework), `[{"type":"chunk"}]`, nil); v.Exceeded() {
		t.Errorf("%+v", v.With(StatusOver))
	}
}

func sampleFile(path string) *asset.File {
	b := sample()
	return b.File(path)
}

func TestSmallChangeIsNotListed(t *testing.T) {
	main := *sampleFile("assets/main-AAAA.js")
	main.Shares = append(slices.Clone(main.Shares), asset.Share{Module: "src/tiny.ts", Bytes: 9})
	v := check(t, sample().With(main), `[{"type":"chunk","name":"main","max":5}]`, nil)
	for _, c := range v.Results[0].Contributors {
		if c.Name == "src/tiny.ts" {
			t.Error("less than a hundredth is listed")
		}
	}
}

func TestOnePackageIsShownByModule(t *testing.T) {
	v := check(t, sample(), `[{"type":"group","name":"excel","max":5}]`, nil)
	want := []Contributor{{
		Kind: "module", Name: "node_modules/xlsx/xlsx.mjs", Bytes: 3780,
		Chain: []string{"src/main.tsx", "src/app.tsx", "src/routes/[id].tsx", "node_modules/xlsx/xlsx.mjs"},
	}}
	if diff := cmp.Diff(want, v.Results[0].Contributors); diff != "" {
		t.Error(diff)
	}
}

func TestTooManyRequestsNameTheSmallestFiles(t *testing.T) {
	v := check(t, sample(), `[{"type":"route","maxRequests":1}]`, nil)
	want := []Contributor{{Kind: "file", Name: "assets/id.js", Bytes: 700}, {Kind: "file", Name: "assets/excel-2.js", Bytes: 1800}, {Kind: "file", Name: "assets/excel.js", Bytes: 2000}}
	if diff := cmp.Diff(want, v.Results[0].Contributors); diff != "" {
		t.Error(diff)
	}
	if len(v.Results[0].Advice) == 0 || !strings.Contains(v.Results[0].Advice[0], "minSize") {
		t.Errorf("advice %q", v.Results[0].Advice)
	}
}

func TestQuietResultsHaveNoContributors(t *testing.T) {
	v := check(t, sample(), `[{"type":"total","max":"5MB"}]`, nil)
	if v.Results[0].Contributors != nil || v.Results[0].Advice != nil {
		t.Errorf("%+v", v.Results[0])
	}
}

// doubled is the sample with a second copy of xlsx, as a dependency that pins
// another version brings it in.
func doubled() asset.Build {
	return sample().With(with(file("assets/excel-3.js", 1500, 0, 0), func(f *asset.File) {
		f.Group, f.Limit = "excel", 2500
		f.Shares = []asset.Share{
			{Module: "node_modules/sheet-kit/node_modules/xlsx/xlsx.mjs", Package: "xlsx", Bytes: 1400},
			{Module: "node_modules/sheet-kit/index.js", Package: "sheet-kit", Bytes: 90},
		}
	}))
}

func TestDoubledDependencyIsNamedFirst(t *testing.T) {
	before := NewBaseline(sample(), nil)
	v := check(t, doubled(), `[{"type":"total","max":11000},{"type":"total","measure":"brotli","maxIncrease":"1%"}]`, &before)
	for _, r := range v.Results {
		if r.Status != StatusOver || len(r.Contributors) == 0 || r.Contributors[0].Name != "xlsx" || r.Contributors[0].Grown != 1400 {
			t.Errorf("%s: %+v", r.Limit, r.Contributors)
		}
		if len(r.Advice) == 0 || !strings.HasPrefix(r.Advice[0], "xlsx is there 2 times, one copy saves 1.4 KB") {
			t.Errorf("%s: advice %q", r.Limit, r.Advice)
		}
	}
	wantGrowth := []Growth{{"xlsx", 3780, 5180}, {"sheet-kit", 0, 90}}
	if diff := cmp.Diff(wantGrowth, v.Growth); diff != "" {
		t.Error(diff)
	}
	wantDuplicates := []Duplicate{{"xlsx", []Copy{{"node_modules/xlsx", 3780}, {"node_modules/sheet-kit/node_modules/xlsx", 1400}}}}
	if diff := cmp.Diff(wantDuplicates, v.Duplicates); diff != "" {
		t.Error(diff)
	}
}

func TestOwnCodeCanGrowMost(t *testing.T) {
	before := NewBaseline(sample(), nil)
	before.Sizes["package "+ownCode] = Sizes{Raw: 100}
	before.Sizes["package react-dom"] = Sizes{Raw: 2940}
	before.Sizes["total"] = Sizes{Raw: 100}
	v := check(t, sample(), `[{"type":"total","maxIncrease":5},{"type":"total","max":5}]`, &before)
	first := v.Results[0].Contributors[0]
	if first.Name != ownCode || first.Grown != 1580 || len(first.Chain) == 0 {
		t.Errorf("first is %+v", first)
	}
	if first = v.Results[1].Contributors[0]; first.Name != "xlsx" {
		t.Errorf("first above max is %+v", first)
	}
}

// Who shrank is not to blame for growth.
func TestCulpritsOfGrowthHaveNotShrunk(t *testing.T) {
	before := NewBaseline(sample(), nil)
	before.Sizes["package xlsx"] = Sizes{Raw: 9000}
	before.Sizes["total"] = Sizes{Raw: 100}
	v := check(t, sample(), `[{"type":"total","maxIncrease":5}]`, &before)
	for _, c := range v.Results[0].Contributors {
		if c.Name == "xlsx" {
			t.Errorf("%+v", c)
		}
	}
}

func TestRuntimeIsNotOwnCode(t *testing.T) {
	if got := packageOf(asset.Share{Module: "<runtime>"}); got != "(paintbox runtime)" {
		t.Errorf("the runtime is called %q", got)
	}
}

func TestAdviceForKnownPackages(t *testing.T) {
	b := asset.Build{}.With(with(file("a.js", 500, 0, 0), func(f *asset.File) {
		f.Shares = []asset.Share{{Module: "node_modules/moment/moment.js", Package: "moment", Bytes: 400}, {Module: "src/a.js", Bytes: 90}}
	}))
	v := check(t, b, `[{"type":"total","max":5}]`, nil)
	if len(v.Results[0].Advice) != 1 || !strings.Contains(v.Results[0].Advice[0], "date-fns") {
		t.Errorf("advice %q", v.Results[0].Advice)
	}
}

func TestPackageDir(t *testing.T) {
	for _, tt := range []struct{ module, pkg, want string }{
		{"node_modules/a/b.js", "a", "node_modules/a"},
		{"node_modules/a/node_modules/@s/b/c.js", "@s/b", "node_modules/a/node_modules/@s/b"},
		{"node_modules/.pnpm/a@1.0.0/node_modules/a/x.js", "a", "node_modules/.pnpm/a@1.0.0/node_modules/a"},
		{"../../node_modules/a/x.js", "a", "../../node_modules/a"},
		{"packages/a/x.js", "a", ""},
		{"src/a.js", "", ""},
	} {
		if got := packageDir(asset.Share{Module: tt.module, Package: tt.pkg}); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.module, got, tt.want)
		}
	}
}
