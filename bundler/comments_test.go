package bundler

import (
	"go/doc/comment"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every package has one comment, of whole sentences, that begins with its name.
func TestHouseComments(t *testing.T) {
	for name, p := range readHouse(t) {
		begins := "Package " + path.Base(name) + " "
		if p.command {
			begins = strings.ToUpper(path.Base(name)[:1]) + path.Base(name)[1:] + " "
		}
		if len(p.comments) != 1 {
			t.Errorf("%s has %d package comments", name, len(p.comments))
		}
		for file, text := range p.comments {
			if !strings.HasPrefix(text, begins) {
				t.Errorf("%s/%s: the package comment does not begin with %q", name, file, begins)
			}
			blocks := new(comment.Parser).Parse(text).Content
			for i, block := range blocks {
				if i+1 < len(blocks) && isList(blocks[i+1]) {
					continue // that goes on with the sentence
				}
				if end := unfinished(block); end != "" {
					t.Errorf("%s/%s: the package comment breaks off after %q", name, file, end)
				}
			}
		}
	}
}

func isList(block comment.Block) bool {
	_, ok := block.(*comment.List)
	return ok
}

// unfinished is the last line of a paragraph, or of an item of a list, that ends
// where no sentence does.
func unfinished(block comment.Block) string {
	switch b := block.(type) {
	case *comment.Paragraph:
		text := string(new(comment.Printer).Comment(&comment.Doc{Content: []comment.Block{b}}))
		lines := strings.Split(strings.TrimSpace(text), "\n")
		if last := lines[len(lines)-1]; !strings.ContainsRune(".:;,", rune(last[len(last)-1])) {
			return last
		}
	case *comment.List:
		for _, item := range b.Items {
			for _, inner := range item.Content {
				if end := unfinished(inner); end != "" {
					return end
				}
			}
		}
	}
	return ""
}

// The comment of a room says what it takes, what it gives and who may change what.
func TestHouseRooms(t *testing.T) {
	rooms := 0
	for name, p := range readHouse(t) {
		if !strings.Contains(name, "/internal/") || p.command {
			continue
		}
		rooms++
		for file, text := range p.comments {
			at := 0
			for _, word := range []string{"Takes", "Gives", "Changes"} {
				found := regexp.MustCompile(`(?m)^  - ` + word + `: \S`).FindStringIndex(text[at:])
				if found == nil {
					t.Errorf("%s/%s: the package comment has no item %q in its place", name, file, word+":")
					break
				}
				at += found[1]
			}
		}
	}
	if rooms < 18 {
		t.Errorf("%d rooms", rooms)
	}
}

// The comment of a package of passes names each of them.
func TestHousePasses(t *testing.T) {
	house := readHouse(t)
	for _, name := range []string{"mend", "shake", "unit", "styles"} {
		p := house["bundler/internal/"+name]
		for _, function := range p.functions {
			for file, text := range p.comments {
				if !regexp.MustCompile(`\b` + function + `\b`).MatchString(text) {
					t.Errorf("%s/%s: the package comment does not name the pass %s", name, file, function)
				}
			}
		}
	}
}

// What comments name of other packages is there, and so are the files that package
// comments name, and the docs.
func TestHouseNames(t *testing.T) {
	house := readHouse(t)
	names, files := 0, 0
	exported := regexp.MustCompile(`\b([a-z]+)\.([A-Z]\w*(?:\.[A-Z]\w*)?)`)
	for _, p := range house {
		for at, text := range p.said {
			for _, m := range exported.FindAllStringSubmatch(text, -1) {
				if list := called(house, m[1]); len(list) == 1 && !house[list[0]].command {
					names++
					if !house[list[0]].declared[m[2]] {
						t.Errorf("%s names %s, which is not there", at, m[0])
					}
				}
			}
		}
	}
	goFile := regexp.MustCompile(`[\w/]*\w\.go\b`)
	exists := func(beside, file string) bool {
		dir, base := path.Split(path.Join(beside, file))
		return house[path.Clean(dir)] != nil && slices.Contains(house[path.Clean(dir)].files, base)
	}
	for name, p := range house {
		for in, text := range p.comments {
			for _, file := range goFile.FindAllString(text, -1) {
				files++
				if !exists(name, file) {
					t.Errorf("%s/%s names %s, which is not there", name, in, file)
				}
			}
		}
	}
	for _, m := range regexp.MustCompile("`([\\w/]+\\.go)`").FindAllStringSubmatch(architecture(t), -1) {
		files++
		if !slices.ContainsFunc(called(house, path.Dir(m[1])), func(p string) bool { return exists(p, path.Base(m[1])) }) && !anywhere(house, m[1]) {
			t.Errorf("docs/architecture.md names %s, which is not there", m[1])
		}
	}
	if names < 20 || files < 40 {
		t.Errorf("found %d names and %d files", names, files)
	}
}

// anywhere tells whether a file without a directory is in some package.
func anywhere(house map[string]*housed, file string) bool {
	for _, p := range house {
		if slices.Contains(p.files, file) {
			return true
		}
	}
	return false
}
