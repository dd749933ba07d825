package config

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/golden"
	"github.com/paintbox-build/paintbox/swgen"
)

// The JSON Schema of paintbox.json, which editors read, is made here from the
// types that the decoder fills and from their doc comments. "make update" writes
// it; it is a test so that it can never be out of date.

const schemaFile = "../../npm/paintbox/schema.json"

func TestSchemaIsCurrent(t *testing.T) { golden.Check(t, schemaFile, makeSchema(t)) }

// schema is a JSON Schema, draft 7, which editors know best.
type schema map[string]any

// schemer makes schemas of types.
type schemer struct {
	t        *testing.T
	comments map[string]string // by "package.Type.Field"
	types    schema            // definitions, by the type's name
}

func makeSchema(t *testing.T) []byte {
	t.Helper()
	s := schemer{t, map[string]string{}, schema{}}
	for _, dir := range []string{".", "../cache", "../compress", "../notice", "../../budgets", "../../chunker", "../../swgen"} {
		s.read(dir)
	}
	top := s.object(reflect.TypeFor[Config](), reflect.ValueOf(defaults()))
	top["$schema"] = "http://json-schema.org/draft-07/schema#"
	top["title"] = "Configuration of Paintbox"
	top["definitions"] = s.types
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(top); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// read collects the comments of a package's fields.
func (s *schemer) read(dir string) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		s.t.Fatalf("%s: %v, %v", dir, files, err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			s.t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			def, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			if fields, ok := def.Type.(*ast.StructType); ok {
				for _, f := range fields.Fields.List {
					for _, name := range f.Names {
						s.comments[file.Name.Name+"."+def.Name.Name+"."+name.Name] = strings.TrimSpace(f.Doc.Text() + f.Comment.Text())
					}
				}
			}
			return true
		})
	}
}

// describe turns a field's comment, which is written for Go, into a description
// for people who write JSON.
func (s *schemer) describe(in reflect.Type, f reflect.StructField) string {
	text := s.comments[in.String()+"."+f.Name]
	if text == "" {
		s.t.Errorf("%s.%s has no comment", in, f.Name)
		return ""
	}
	text = strings.Join(strings.Fields(text), " ")
	if rest, named := strings.CutPrefix(text, f.Name+" "); named {
		text = rest
		for _, verb := range []string{"is ", "are ", "says ", "lists ", "holds "} {
			text = strings.TrimPrefix(text, verb)
		}
	}
	for _, change := range []struct{ pattern, by string }{
		{`(;|\.) [aA]fter Load [^.]*\.`, "."},
		{`Nil means DefaultGroups; an`, "By default framework, excel, ui and vendor; an"},
		{`Nil means (\S+)\.$`, "By default $1."},
	} {
		text = regexp.MustCompile(change.pattern).ReplaceAllString(text, change.by)
	}
	text = strings.ToUpper(text[:1]) + text[1:]
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}

// object is the schema of a struct's fields. The value holds their defaults; it
// may be invalid where there are none.
func (s *schemer) object(t reflect.Type, value reflect.Value) schema {
	properties, required := schema{}, []string{}
	for _, f := range reflect.VisibleFields(t) {
		if rows, ok := rowsOf(f); ok {
			for _, name := range rows.Rows() {
				row := s.value(f.Type.Elem(), nil)
				row["description"] = rows.Describe(name)
				if preset := value.FieldByIndex(f.Index).MapIndex(reflect.ValueOf(name)); preset.IsValid() && preset.Bool() {
					row["default"] = true
				}
				properties[name] = row
			}
			continue
		}
		key := keyOf(f)
		if key == "" {
			continue
		}
		field := s.field(t, f)
		field["description"] = s.describe(t, f)
		if value.IsValid() {
			if preset := defaultOf(value.FieldByIndex(f.Index)); preset != nil {
				field["default"] = preset
			}
		}
		properties[key] = field
		if name := t.String() + "." + key; name == "budgets.Rule.type" || name == "chunker.Group.name" {
			required = append(required, key)
		}
	}
	o := schema{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		o["required"] = required
	}
	return o
}

// defaultOf is the JSON of a default, nil where it says nothing.
func defaultOf(v reflect.Value) any {
	switch own := v.Interface().(type) {
	case asset.Size:
		if own != 0 {
			return own.String()
		}
	case string, bool:
		if !v.IsZero() {
			return own
		}
	case Entries:
		return own.Sources()
	}
	return nil
}

// field is the schema of a field, with what its tags allow.
func (s *schemer) field(in reflect.Type, f reflect.StructField) schema {
	list := s.enum(in, f)
	value := s.value(f.Type, list)
	if f.Tag.Get("config") != "switch" {
		return value
	}
	return schema{"anyOf": []schema{value, {"type": "boolean"}}}
}

// enum lists the strings that a field accepts, nil for any. What budgets
// validate themselves comes from their tables.
func (s *schemer) enum(in reflect.Type, f reflect.StructField) []string {
	switch in.String() + "." + f.Name {
	case "budgets.Rule.Type":
		var names []string
		for _, k := range budgets.Kinds() {
			names = append(names, k.Name)
		}
		return names
	case "budgets.Rule.Measure":
		var names []string
		for _, m := range budgets.Measures() {
			names = append(names, string(m))
		}
		return names
	}
	if accepted := f.Tag.Get("enum"); accepted != "" {
		return strings.Split(accepted, ",")
	}
	return nil
}

// value is the schema of a type; named structs are definitions.
func (s *schemer) value(t reflect.Type, enum []string) schema {
	switch t {
	case reflect.TypeFor[Entries]():
		paths := schema{"type": "array", "items": schema{"type": "string"}, "minItems": 1}
		return schema{"anyOf": []schema{paths, {"type": "object", "additionalProperties": schema{"type": "string"}, "minProperties": 1}}}
	case reflect.TypeFor[Prefixes]():
		prefix := schema{"type": "string", "minLength": 1}
		return schema{"anyOf": []schema{prefix, {"type": "array", "items": prefix, "minItems": 1}}}
	case reflect.TypeFor[Plugins]():
		with := schema{"type": "array", "items": []schema{{"type": "string"}, {"type": "object"}}, "minItems": 2, "maxItems": 2}
		return schema{"anyOf": []schema{{"type": "string"}, {"type": "array", "items": schema{"anyOf": []schema{{"type": "string"}, with}}}}}
	case reflect.TypeFor[asset.Size]():
		return s.define("size", schema{"anyOf": []schema{{"type": "string", "pattern": sizePattern + "$"}, {"type": "integer", "minimum": 0}},
			"description": `A number and B, KB (1000), MB, GB, KiB (1024), MiB or GiB, such as "244KB", or a whole number of bytes.`})
	case reflect.TypeFor[budgets.Increase]():
		return s.define("increase", schema{"anyOf": []schema{{"type": "string", "pattern": `(` + sizePattern + `|^\s*[0-9]+(\.[0-9]*)?\s*%\s*)$`}, {"type": "integer", "minimum": 0}},
			"description": `A size such as "2KB", or a percentage such as "5%".`})
	case reflect.TypeFor[swgen.Duration]():
		return schema{"type": "string", "pattern": `^([0-9]+(\.[0-9]+)?(h|m|s|ms))+$`}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return s.value(t.Elem(), enum)
	case reflect.Struct:
		name := strings.ToLower(t.Name()[:1]) + t.Name()[1:]
		if name == "options" {
			name = map[string]string{"chunker": "chunks", "swgen": "serviceWorker"}[filepath.Base(t.PkgPath())]
		}
		if name == "" {
			name = filepath.Base(t.PkgPath())
		}
		if s.types[name] == nil {
			preset := reflect.Value{}
			if f, ok := reflect.TypeFor[Config]().FieldByNameFunc(func(n string) bool { f, _ := reflect.TypeFor[Config]().FieldByName(n); return f.Type == t }); ok {
				preset = reflect.ValueOf(defaults()).FieldByIndex(f.Index)
			}
			return s.define(name, s.object(t, preset))
		}
		return schema{"$ref": "#/definitions/" + name}
	case reflect.Map:
		return schema{"type": "object", "additionalProperties": s.value(t.Elem(), enum)}
	case reflect.Slice:
		return schema{"type": "array", "items": s.value(t.Elem(), enum)}
	case reflect.Bool:
		return schema{"type": "boolean"}
	case reflect.Int:
		return schema{"type": "integer"}
	case reflect.String:
		if enum != nil {
			return schema{"type": "string", "enum": enum}
		}
		return schema{"type": "string"}
	}
	s.t.Errorf("no schema for %s", t)
	return schema{}
}

// sizePattern is what asset.ParseSize reads, up to its end.
const sizePattern = `^\s*([0-9]+(\.[0-9]*)?|\.[0-9]+)\s*([kKmMgG][iI]?[bB]|[bB])?\s*`

func (s *schemer) define(name string, value schema) schema {
	s.types[name] = value
	return schema{"$ref": "#/definitions/" + name}
}

// keysInSchema lists an object's keys, sorted.
func keysInSchema(o any) []string {
	var keys []string
	for key := range o.(map[string]any)["properties"].(map[string]any) {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

func TestSchemaHasEveryKey(t *testing.T) {
	var got map[string]any
	if err := json.Unmarshal(makeSchema(t), &got); err != nil {
		t.Fatal(err)
	}
	definitions := got["definitions"].(map[string]any)
	for name, want := range map[string]reflect.Type{
		"": reflect.TypeFor[Config](), "rule": reflect.TypeFor[budgets.Rule](), "serviceWorker": reflect.TypeFor[swgen.Options](),
	} {
		object := any(got)
		if name != "" {
			object = definitions[name]
		}
		keys := keysOf(want)
		slices.Sort(keys)
		if diff := cmp.Diff(keys, keysInSchema(object)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestSchemaHasEveryCoding: as a key, with its default, and as a measure.
func TestSchemaHasEveryCoding(t *testing.T) {
	var got struct {
		Definitions struct {
			Compress struct {
				Properties map[string]struct {
					Description string
					Default     any
				}
			}
			Rule struct {
				Properties struct{ Measure struct{ Enum []string } }
			}
		}
	}
	if err := json.Unmarshal(makeSchema(t), &got); err != nil {
		t.Fatal(err)
	}
	for _, c := range coding.Table() {
		key := got.Definitions.Compress.Properties[c.Name]
		if !strings.Contains(key.Description, c.Suffix) || (key.Default == true) != c.Default {
			t.Errorf("compress.%s: %+v", c.Name, key)
		}
		if !slices.Contains(got.Definitions.Rule.Properties.Measure.Enum, c.Name) {
			t.Errorf("no measure %s", c.Name)
		}
	}
}
