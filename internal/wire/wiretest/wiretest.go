// Package wiretest fills structs for tests that hold a list of fields against its
// struct: a field that the list forgets comes back empty.
package wiretest

import (
	"encoding/json"
	"fmt"
	"reflect"
	"time"
)

// Fill sets every field of a struct, and of all in it, to something that is not
// zero, a different one each; n counts them.
func Fill(v reflect.Value, n *int) {
	*n++
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Date(2026, 3, 9, 9, 0, *n, 0, time.UTC)))
	case v.Type() == reflect.TypeFor[json.RawMessage]():
		v.SetBytes(fmt.Appendf(nil, `{"v":%d,"words":["a \"b\" \\","{"]}`, *n))
	case v.Kind() == reflect.String:
		v.SetString(fmt.Sprintf("chữ <%d>", *n))
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.CanInt():
		v.SetInt(int64(*n))
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		Fill(v.Elem(), n)
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		Fill(v.Index(0), n)
		Fill(v.Index(1), n)
	case v.Kind() == reflect.Map:
		v.Set(reflect.ValueOf(map[string]string{"hotline": "1900 9999", "agent": "Lan"}))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			Fill(v.Field(i), n)
		}
	}
}
