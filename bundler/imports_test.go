package bundler

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Every package has a row of its own in the linter's list of who may import what,
// and each row allows what its package does import: no more, no less.
func TestHouseImportsAreLinted(t *testing.T) {
	settings, err := os.ReadFile("../.golangci.yml")
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile(`(?m)^        \S+:\n          list-mode: strict\n          files: \["\*\*/(\S+)/\*\.go", "!\$test"\]\n          allow:\n            - \$gostd\n((?:            - \S+\n)*)`)
	allowed := map[string]string{}
	for _, m := range row.FindAllSubmatch(settings, -1) {
		var list []string
		for item := range strings.Lines(string(m[2])) {
			list = append(list, strings.TrimPrefix(strings.Trim(item, " -\n"), ourModule+"/"))
		}
		allowed[string(m[1])] = sorted(list)
	}
	if strict := strings.Count(string(settings), "list-mode: strict"); strict != len(allowed) {
		t.Errorf("%d strict rows, %d of them in the form of this test, each for a package of its own", strict, len(allowed))
	}
	want := map[string]string{}
	for name, p := range readHouse(t) {
		want[name] = sorted(p.imports)
	}
	if diff := cmp.Diff(want, allowed); diff != "" {
		t.Errorf(".golangci.yml (+) allows other imports than packages have (-)\n%s", diff)
	}
}

// The tables of docs/architecture.md have a row for every package, whose last
// column is what it imports.
func TestHouseImportsAreTold(t *testing.T) {
	house := readHouse(t)
	told := map[string]string{}
	for _, m := range regexp.MustCompile("(?m)^\\| `([\\w/]+)` \\|.*\\| ([^|]+) \\|$").FindAllStringSubmatch(architecture(t), -1) {
		name := inHouse(t, house, m[1])
		if _, ok := told[name]; ok {
			t.Errorf("%s has two rows", name)
		}
		var list []string
		for item := range strings.SplitSeq(m[2], ", ") {
			switch found := called(house, item); {
			case len(found) == 1:
				list = append(list, found[0])
			case item != "–":
				list = append(list, item)
			}
		}
		told[name] = sorted(list)
	}
	want := map[string]string{}
	for name, p := range house {
		var list []string
		for _, i := range p.imports {
			if house[i] == nil {
				i = dependency(i)
			}
			if !slices.Contains(list, i) {
				list = append(list, i)
			}
		}
		want[name] = sorted(list)
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("docs/architecture.md (+) tells other imports than packages have (-)\n%s", diff)
	}
}

func sorted(list []string) string { return strings.Join(slices.Sorted(slices.Values(list)), ", ") }

// The table of dependencies has a reason for each module that go.mod requires.
func TestHouseDependenciesAreTold(t *testing.T) {
	goMod, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(architecture(t), "\n## Dependencies\n")
	var told, want []string
	for _, m := range regexp.MustCompile(`(?m)^\| ([\w-]+/[\w-]+) \| `).FindAllStringSubmatch(table, -1) {
		told = append(told, m[1])
	}
	for _, m := range regexp.MustCompile(`(?m)^\t(\S+) v\S+$`).FindAllStringSubmatch(string(goMod), -1) {
		want = append(want, dependency(m[1]))
	}
	if diff := cmp.Diff(sorted(want), sorted(told)); diff != "" {
		t.Errorf("docs/architecture.md (+) explains other modules than go.mod requires (-)\n%s", diff)
	}
}

// dependency is what the docs call the module of an import path.
func dependency(name string) string {
	parts := strings.Split(strings.TrimPrefix(strings.TrimPrefix(name, "github.com/"), "golang.org/"), "/")
	return strings.Join(parts[:2], "/")
}

// Each package stands on the floor above the highest one that it imports: the
// figure of docs/architecture.md shows all of them, there.
func TestHouseFloors(t *testing.T) {
	house := readHouse(t)
	told := map[string]int{}
	for i, line := range figure(t, "**Floors.**") {
		for word := range strings.FieldsSeq(line) {
			told[inHouse(t, house, word)] = -i
		}
	}
	lowest := slices.Min(slices.Collect(maps.Values(told)))
	for name := range told {
		told[name] -= lowest
	}
	want := map[string]int{}
	for name := range house {
		want[name] = floor(house, name)
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("docs/architecture.md (+) shows other floors than imports give (-)\n%s", diff)
	}
}

// floor is the length of the longest chain of imports that leads down.
func floor(house map[string]*housed, name string) int {
	n := 0
	for _, i := range house[name].imports {
		if house[i] != nil {
			n = max(n, floor(house, i)+1)
		}
	}
	return n
}

// The arrows between the rooms of the splitter are imports, and every import among
// them follows arrows.
func TestHouseArrows(t *testing.T) {
	house := readHouse(t)
	shown := map[string][]string{}
	for _, line := range figure(t, "**Arrows.**") {
		chain := strings.Split(strings.TrimSpace(line), " → ")
		for i := range chain {
			chain[i] = inHouse(t, house, chain[i])
			if i == 0 {
				continue
			}
			if !slices.Contains(house[chain[i-1]].imports, chain[i]) {
				t.Errorf("%s does not import %s", chain[i-1], chain[i])
			}
			shown[chain[i-1]] = append(shown[chain[i-1]], chain[i])
		}
	}
	var leads func(from, to string) bool
	leads = func(from, to string) bool {
		return from == to || slices.ContainsFunc(shown[from], func(next string) bool { return leads(next, to) })
	}
	for name, p := range house {
		for _, i := range p.imports {
			if strings.HasPrefix(name, "bundler") && strings.HasPrefix(i, "bundler") && !leads(name, i) {
				t.Errorf("no arrows lead from %s to %s, which it imports", name, i)
			}
		}
	}
}

// inHouse finds the package that the docs call so.
func inHouse(t *testing.T, house map[string]*housed, name string) string {
	t.Helper()
	list := called(house, name)
	if len(list) != 1 {
		t.Fatalf("docs/architecture.md names %q, which stands for packages %v", name, list)
	}
	return list[0]
}

// figure gives the indented lines after the paragraph of docs/architecture.md that
// begins so.
func figure(t *testing.T, start string) []string {
	t.Helper()
	_, rest, _ := strings.Cut(architecture(t), "\n"+start)
	_, rest, _ = strings.Cut(rest, "\n\n    ")
	block, _, _ := strings.Cut("    "+rest, "\n\n")
	lines := strings.Split(block, "\n")
	if len(lines) < 3 || slices.ContainsFunc(lines, func(line string) bool { return !strings.HasPrefix(line, "    ") }) {
		t.Fatalf("docs/architecture.md has no figure after %q", start)
	}
	return lines
}
