// Package settings reads a program's configuration from environment
// variables, and says of every one that is wrong what to write instead.
//
// It knows no setting by name: what there is, the env tags of a struct say
// (see caarlos0/env). It repeats no value that may be a secret. Start reading
// at Load.
package settings

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"sort"
	"strings"

	"github.com/caarlos0/env/v11"
)

// Setting is one variable that a configuration reads.
type Setting struct {
	Name    string
	Default string
	kind    reflect.Type
}

// List returns the settings of structs with env tags, nested ones included,
// in the order they are written.
func List(structs ...any) []Setting {
	var out []Setting
	for _, s := range structs {
		t := reflect.TypeOf(s)
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		out = append(out, list(t)...)
	}
	return out
}

func list(t reflect.Type) []Setting {
	var out []Setting
	for i := range t.NumField() {
		f := t.Field(i)
		name, tagged := f.Tag.Lookup("env")
		switch {
		case name == "-":
		case tagged:
			out = append(out, Setting{Name: name, Default: f.Tag.Get("envDefault"), kind: f.Type})
		case f.Type.Kind() == reflect.Struct:
			out = append(out, list(f.Type)...)
		}
	}
	return out
}

// Load fills structs, pointers to structs with env tags, from environ
// ("NAME=value"), and returns every fault, one line each. Every NAME may also
// be given as NAME_FILE, whose content is the value; an empty one counts as
// not set. A setting at fault keeps its default, so that the rest can be
// checked too.
//
// A name that is no setting is a fault when it begins with one of families,
// or when it is a setting's name but for a slip of the finger. Any other name
// is somebody else's.
func Load(structs []any, environ []string, families ...string) []error {
	r := reader{known: map[string]Setting{}, families: families, values: map[string]string{}}
	for _, s := range List(structs...) {
		r.known[s.Name] = s
	}
	for _, kv := range slices.Sorted(slices.Values(environ)) {
		name, value, _ := strings.Cut(kv, "=")
		if value = strings.TrimSpace(value); value != "" {
			r.take(name, value)
		}
	}
	for name, value := range r.values {
		if err := check(r.known[name], value); err != nil {
			r.faults = append(r.faults, err)
			delete(r.values, name)
		}
	}
	for _, s := range structs {
		if err := env.ParseWithOptions(s, env.Options{Environment: r.values}); err != nil {
			r.faults = append(r.faults, fmt.Errorf("settings: %w", err))
		}
	}
	return sorted(r.faults)
}

func sorted(faults []error) []error {
	sort.Slice(faults, func(i, j int) bool { return faults[i].Error() < faults[j].Error() })
	return faults
}

// reader gathers values by name.
type reader struct {
	known    map[string]Setting
	families []string
	values   map[string]string
	faults   []error
}

func (r *reader) take(name, value string) {
	base, isFile := strings.CutSuffix(name, "_FILE")
	_, known := r.known[name]
	_, knownFile := r.known[base]
	switch {
	case known:
		r.set(name, name, value)
	case isFile && knownFile:
		b, err := os.ReadFile(value)
		if err != nil {
			r.faults = append(r.faults, fmt.Errorf("%s: %w; write the name of a file that holds the value", name, plain(err)))
			return
		}
		r.set(base, name, strings.TrimSpace(string(b)))
	default:
		if err := r.unknown(name); err != nil {
			r.faults = append(r.faults, err)
		}
	}
}

// plain is an error of the file system without the operation: "open x: no
// such file" says no more than "x: no such file".
func plain(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return fmt.Errorf("%s: %w", p.Path, p.Err)
	}
	return err
}

func (r *reader) set(name, from, value string) {
	if r.values[name] != "" {
		other := name + "_FILE"
		if from != name {
			other = name
		}
		r.faults = append(r.faults, fmt.Errorf("%s: also given as %s; set one of them", from, other))
	}
	r.values[name] = value
}
