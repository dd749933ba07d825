package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/tailscale/hujson"

	"github.com/paintbox-build/paintbox/asset"
)

// decoder writes JSON values into Go values by reflection, strictly: a key
// without a field, a key written twice, a value of another type, and null are
// errors. It goes on after an error, so that one run names every mistake.
//
// Field tags: `json:"name"` names the key. `config:"switch"` lets a field be
// true (its default) or false (its zero value; an empty list for a slice).
// `enum:"a,b"` lists the strings that a field or a map's values accept.
// `config:"rows"` makes the keys of a map, which are the names of a table's rows,
// keys of the struct that holds it.
//
// Objects are merged into what the target holds already, lists replace it, and
// maps are merged by key: so one decoder serves defaults, file and flags.
type decoder struct {
	src     source
	origins map[string]origin
	errs    asset.Messages
}

func (d *decoder) fail(at int, key, note, format string, args ...any) {
	d.errs = append(d.errs, origin{d.src, at}.message(key, fmt.Sprintf(format, args...), note))
}

// selfDecoder is a type that reads itself, where its shape in JSON is not its
// shape in Go.
type selfDecoder interface {
	decode(d *decoder, v hujson.Value, key string)
}

// decode reads v into the addressable value into. Key is the path of the value
// from the top, "chunks.groups[1].name", and "" at the top.
func (d *decoder) decode(v hujson.Value, into reflect.Value, key string, tag reflect.StructTag) {
	d.origins[key] = origin{d.src, v.StartOffset}
	switch own := into.Addr().Interface().(type) {
	case selfDecoder:
		own.decode(d, v, key)
		return
	case json.Unmarshaler:
		if err := own.UnmarshalJSON(standard(v)); err != nil {
			d.fail(v.StartOffset, key, "", "%s%s", prefix(key), err)
		}
		return
	}
	if lit, ok := v.Value.(hujson.Literal); ok && tag.Get("config") == "switch" && (lit.Kind() != '"' || into.Kind() != reflect.String) {
		d.toggle(lit, v, into, key, tag)
		return
	}
	switch into.Kind() {
	case reflect.Pointer:
		// A copy, because the target may share what it points to with the defaults.
		fresh := reflect.New(into.Type().Elem())
		if !into.IsNil() {
			fresh.Elem().Set(into.Elem())
		}
		into.Set(fresh)
		d.decode(v, into.Elem(), key, "")
	case reflect.Struct:
		d.object(v, into, key)
	case reflect.Map:
		d.mapping(v, into, key, tag)
	case reflect.Slice:
		d.list(v, into, key, tag)
	default:
		d.scalar(v, into, key, tag)
	}
}

// toggle reads true, the value as it is, or false, nothing.
func (d *decoder) toggle(lit hujson.Literal, v hujson.Value, into reflect.Value, key string, tag reflect.StructTag) {
	list := into.Kind() == reflect.Slice
	switch {
	case lit.Kind() == 'f' && list:
		into.Set(reflect.MakeSlice(into.Type(), 0, 0))
	case lit.Kind() == 'f':
		into.SetZero()
	case lit.Kind() == 't' && into.Kind() == reflect.Pointer && into.IsNil():
		into.Set(reflect.New(into.Type().Elem()))
	case lit.Kind() == 't':
	case list:
		d.wrongType(v, key, "a list", tag)
	case into.Kind() == reflect.String:
		d.wrongType(v, key, "a string", tag)
	default:
		d.wrongType(v, key, "an object", tag)
	}
}

func (d *decoder) object(v hujson.Value, into reflect.Value, key string) {
	d.members(v, key, "an object", func(m hujson.ObjectMember, name string) {
		if rows, ok := rowsField(into.Type(), name); ok {
			d.row(m.Value, into.FieldByIndex(rows.Index), join(key, name), name)
			return
		}
		field, ok := fieldByKey(into.Type(), name)
		if !ok {
			note := "known keys: " + strings.Join(keysOf(into.Type()), ", ")
			if near := asset.Nearest(name, keysOf(into.Type())); near != "" {
				note = fmt.Sprintf("did you mean %q?", near)
			}
			d.fail(m.Name.StartOffset, join(key, name), note, "unknown key %q", name)
			return
		}
		d.decode(m.Value, into.FieldByIndex(field.Index), join(key, name), field.Tag)
	})
}

// row reads one value of a map whose keys are rows.
func (d *decoder) row(v hujson.Value, into reflect.Value, key, name string) {
	item := reflect.New(into.Type().Elem()).Elem()
	d.decode(v, item, key, "")
	fresh := reflect.MakeMap(into.Type())
	for _, k := range into.MapKeys() { // a copy, because the map may be the defaults'
		fresh.SetMapIndex(k, into.MapIndex(k))
	}
	fresh.SetMapIndex(reflect.ValueOf(name), item)
	into.Set(fresh)
}

func (d *decoder) mapping(v hujson.Value, into reflect.Value, key string, tag reflect.StructTag) {
	fresh := reflect.MakeMap(into.Type())
	for _, k := range into.MapKeys() {
		fresh.SetMapIndex(k, into.MapIndex(k))
	}
	d.members(v, key, "an object", func(m hujson.ObjectMember, name string) {
		item := reflect.New(into.Type().Elem()).Elem()
		d.decode(m.Value, item, join(key, name), tag)
		fresh.SetMapIndex(reflect.ValueOf(name), item)
	})
	into.Set(fresh)
}

func (d *decoder) list(v hujson.Value, into reflect.Value, key string, tag reflect.StructTag) {
	arr, ok := v.Value.(*hujson.Array)
	if !ok {
		d.wrongType(v, key, "a list", tag)
		return
	}
	fresh := reflect.MakeSlice(into.Type(), len(arr.Elements), len(arr.Elements))
	for i, e := range arr.Elements {
		d.decode(e, fresh.Index(i), key+"["+strconv.Itoa(i)+"]", "")
	}
	into.Set(fresh)
}

// members calls visit for each member of an object, once for each name.
func (d *decoder) members(v hujson.Value, key, want string, visit func(m hujson.ObjectMember, name string)) {
	obj, ok := v.Value.(*hujson.Object)
	if !ok {
		d.wrongType(v, key, want, "")
		return
	}
	seen := make(map[string]int, len(obj.Members))
	for _, m := range obj.Members {
		name := m.Name.Value.(hujson.Literal).String()
		if first, twice := seen[name]; twice {
			line := origin{d.src, first}.message("", "", "").Line
			d.fail(m.Name.StartOffset, join(key, name), "remove one of them", "key %q is already on line %d", name, line)
			continue
		}
		seen[name] = m.Name.StartOffset
		visit(m, name)
	}
}

func (d *decoder) scalar(v hujson.Value, into reflect.Value, key string, tag reflect.StructTag) {
	lit, _ := v.Value.(hujson.Literal)
	text := string(lit)
	switch into.Kind() {
	case reflect.String:
		if lit.Kind() != '"' {
			d.wrongType(v, key, "a string", tag)
			return
		}
		d.enum(v, key, lit.String(), tag)
		into.SetString(lit.String())
	case reflect.Bool:
		if text != "true" && text != "false" {
			d.wrongType(v, key, "true or false", tag)
			return
		}
		into.SetBool(text == "true")
	case reflect.Int, reflect.Int64:
		n, err := strconv.ParseInt(text, 10, into.Type().Bits())
		if err != nil {
			d.wrongType(v, key, "a whole number", tag)
			return
		}
		into.SetInt(n)
	case reflect.Float64:
		n, err := strconv.ParseFloat(text, 64)
		if err != nil {
			d.wrongType(v, key, "a number", tag)
			return
		}
		into.SetFloat(n)
	default:
		panic("config: no rule for " + into.Type().String())
	}
}

// enum checks a string against the tag's list.
func (d *decoder) enum(v hujson.Value, key, text string, tag reflect.StructTag) {
	accepted := tag.Get("enum")
	if accepted == "" || slices.Contains(strings.Split(accepted, ","), text) {
		return
	}
	note := "write " + orList(strings.Split(accepted, ","))
	if near := asset.Nearest(text, strings.Split(accepted, ",")); near != "" {
		note = fmt.Sprintf("did you mean %q? accepted: %s", near, strings.ReplaceAll(accepted, ",", ", "))
	}
	d.fail(v.StartOffset, key, note, "%sbad value %q", prefix(key), text)
}

func (d *decoder) wrongType(v hujson.Value, key, want string, tag reflect.StructTag) {
	note := "write " + want
	if tag.Get("config") == "switch" {
		note += ", or true or false"
	}
	if accepted := tag.Get("enum"); accepted != "" {
		note = "write " + orList(strings.Split(accepted, ","))
	}
	d.fail(v.StartOffset, key, note, "%sunexpected %s", prefix(key), describe(v))
}

// describe names a value as a person would.
func describe(v hujson.Value) string {
	switch v.Value.Kind() {
	case '{':
		return "object"
	case '[':
		return "list"
	case '"':
		return "string " + strconv.Quote(v.Value.(hujson.Literal).String())
	case '0':
		return "number " + string(v.Value.(hujson.Literal))
	}
	return string(v.Value.(hujson.Literal))
}

// standard returns the value's text as plain JSON.
func standard(v hujson.Value) []byte {
	v = v.Clone()
	v.Standardize()
	return bytes.TrimSpace(v.Pack())
}

func join(key, name string) string {
	if key == "" {
		return name
	}
	return key + "." + name
}

// orList writes "a", "b" or "c".
func orList(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = strconv.Quote(w)
	}
	if len(quoted) < 2 {
		return strings.Join(quoted, "")
	}
	last := len(quoted) - 1
	return strings.Join(quoted[:last], ", ") + " or " + quoted[last]
}

// keyOf returns the key of a field, "" for fields that JSON does not hold.
func keyOf(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	if name == "-" || !f.IsExported() {
		return ""
	}
	return name
}

func keysOf(t reflect.Type) []string {
	var keys []string
	for _, f := range reflect.VisibleFields(t) {
		if rows, ok := rowsOf(f); ok {
			keys = append(keys, rows.Rows()...)
		}
		if key := keyOf(f); key != "" {
			keys = append(keys, key)
		}
	}
	return keys
}

// rows is a map whose keys are the names of a table's rows.
type rows interface {
	Rows() []string              // the keys, in the order of the table
	Describe(name string) string // a sentence for people who write the key
}

// rowsOf gives the rows of a field that is tagged so.
func rowsOf(f reflect.StructField) (rows, bool) {
	if f.Tag.Get("config") != "rows" {
		return nil, false
	}
	return reflect.Zero(f.Type).Interface().(rows), true
}

// rowsField finds the field that holds the value of a row.
func rowsField(t reflect.Type, name string) (reflect.StructField, bool) {
	for _, f := range reflect.VisibleFields(t) {
		if rows, ok := rowsOf(f); ok && slices.Contains(rows.Rows(), name) {
			return f, true
		}
	}
	return reflect.StructField{}, false
}

func fieldByKey(t reflect.Type, key string) (reflect.StructField, bool) {
	for _, f := range reflect.VisibleFields(t) {
		if key != "" && keyOf(f) == key {
			return f, true
		}
	}
	return reflect.StructField{}, false
}
