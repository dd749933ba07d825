// Package flat writes values as bytes: to keep them and read them back, or to make
// a key of all that they hold.
//
// The same value gives the same bytes in every process: maps are in the order of
// their keys, and no address is written. Nil and empty stay apart. A function
// counts by whether it is there.
package flat

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
)

// Append adds a value to bytes, with all that it leads to. It must not lead to
// itself. Fields that are not exported count, which Read cannot set.
func Append(b []byte, value any) []byte { return write(b, reflect.ValueOf(value)) }

func write(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Invalid:
		return append(b, 0)
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return binary.AppendVarint(b, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return binary.AppendUvarint(b, v.Uint())
	case reflect.Float32, reflect.Float64:
		return binary.AppendUvarint(b, math.Float64bits(v.Float()))
	case reflect.String:
		return append(binary.AppendUvarint(b, uint64(v.Len())), v.String()...)
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return append(b, 0)
		}
		if b = append(b, 1); v.Kind() == reflect.Interface {
			b = write(b, reflect.ValueOf(v.Elem().Type().String()))
		}
		return write(b, v.Elem())
	case reflect.Struct:
		for _, field := range v.Fields() {
			b = write(b, field)
		}
		return b
	case reflect.Slice, reflect.Array:
		return writeList(b, v)
	case reflect.Map:
		return writeMap(b, v)
	default: // functions and channels
		return write(b, reflect.ValueOf(!v.IsNil()))
	}
}

// writeList writes one more than the length, or 0 for nil, and the elements.
func writeList(b []byte, v reflect.Value) []byte {
	if v.Kind() == reflect.Slice && v.IsNil() {
		return append(b, 0)
	}
	b = binary.AppendUvarint(b, uint64(v.Len())+1)
	if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8 {
		return append(b, v.Bytes()...)
	}
	for i := range v.Len() {
		b = write(b, v.Index(i))
	}
	return b
}

func writeMap(b []byte, v reflect.Value) []byte {
	if v.IsNil() {
		return append(b, 0)
	}
	var pairs [][]byte
	for at := v.MapRange(); at.Next(); {
		pairs = append(pairs, write(write(nil, at.Key()), at.Value()))
	}
	slices.SortFunc(pairs, bytes.Compare)
	b = binary.AppendUvarint(b, uint64(len(pairs))+1)
	for _, pair := range pairs {
		b = append(b, pair...)
	}
	return b
}

var errBytes = errors.New("bytes of no such value")

// Read sets what a pointer leads to from bytes that Append made of a value of the
// same type. Interfaces, functions and fields that are not exported cannot be
// read.
func Read(data []byte, pointer any) (err error) {
	r := &reader{data: data}
	if err := r.read(reflect.ValueOf(pointer).Elem()); err != nil {
		return err
	}
	if len(r.data) > 0 {
		return errBytes
	}
	return nil
}

type reader struct{ data []byte }

func (r *reader) read(v reflect.Value) error {
	switch v.Kind() {
	case reflect.Bool:
		n, err := r.number()
		v.SetBool(n == 1)
		return err
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n, size := binary.Varint(r.data)
		if size <= 0 {
			return errBytes
		}
		r.data = r.data[size:]
		v.SetInt(n)
		return nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		n, err := r.number()
		v.SetUint(n)
		return err
	case reflect.String:
		text, err := r.bytes(0)
		v.SetString(string(text))
		return err
	case reflect.Struct:
		for _, field := range v.Fields() {
			if err := r.read(field); err != nil {
				return err
			}
		}
		return nil
	case reflect.Pointer:
		if there, err := r.number(); err != nil || there == 0 {
			return err
		}
		v.Set(reflect.New(v.Type().Elem()))
		return r.read(v.Elem())
	case reflect.Slice, reflect.Array:
		return r.list(v)
	case reflect.Map:
		return r.mapping(v)
	}
	return fmt.Errorf("%s cannot be read", v.Type())
}

func (r *reader) number() (uint64, error) {
	n, size := binary.Uvarint(r.data)
	if size <= 0 {
		return 0, errBytes
	}
	r.data = r.data[size:]
	return n, nil
}

// bytes reads as many bytes as the number before them says, less some.
func (r *reader) bytes(less uint64) ([]byte, error) {
	n, err := r.number()
	if err != nil || n < less || n-less > uint64(len(r.data)) {
		return nil, errBytes
	}
	text := r.data[:n-less]
	r.data = r.data[n-less:]
	return text, nil
}

func (r *reader) list(v reflect.Value) error {
	if v.Kind() == reflect.Slice {
		if len(r.data) > 0 && r.data[0] == 0 {
			r.data = r.data[1:]
			return nil // nil
		}
		if v.Type().Elem().Kind() == reflect.Uint8 {
			text, err := r.bytes(1)
			v.SetBytes(bytes.Clone(text))
			return err
		}
	}
	n, err := r.number()
	if err != nil || n == 0 || n-1 > uint64(len(r.data)) || v.Kind() == reflect.Array && n-1 != uint64(v.Len()) {
		return errBytes
	}
	if v.Kind() == reflect.Slice {
		v.Set(reflect.MakeSlice(v.Type(), int(n-1), int(n-1)))
	}
	for i := range int(n - 1) {
		if err := r.read(v.Index(i)); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) mapping(v reflect.Value) error {
	n, err := r.number()
	if err != nil || n == 0 {
		return err
	}
	v.Set(reflect.MakeMap(v.Type()))
	for range n - 1 {
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		if err := errors.Join(r.read(key), r.read(value)); err != nil {
			return err
		}
		v.SetMapIndex(key, value)
	}
	return nil
}
