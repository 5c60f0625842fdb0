package widget

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"hotro/internal/chat"
)

// hs256 makes a token of any header and claims, with a good signature.
func hs256(header, claims []byte) string {
	b64 := base64.RawURLEncoding.EncodeToString
	signed := b64(header) + "." + b64(claims)
	return signed + "." + b64(mac(signed))
}

// mac is the signature of what is signed with our key.
func mac(signed string) []byte {
	h := hmac.New(sha256.New, []byte(key))
	h.Write([]byte(signed))
	return h.Sum(nil)
}

// FuzzToken shows any token, forged (token) or with a good signature (header
// and claims): an account counts only by HS256 under our key and for a day at
// most, and what is told has bounds.
func FuzzToken(f *testing.F) {
	const good = `{"alg":"HS256","typ":"JWT"}`
	exp := `1772453100` // noon and five minutes
	for _, claims := range []string{
		`{"sub":"lan@a.vn","exp":` + exp + `}`, `{"user_id":"7","name":"Lan\u0000 Trần","exp":` + exp + `,"attributes":{"plan":"pro","account":"x","Bad Name":"y"}}`,
		`{"sub":"lan@a.vn"}`, `{"sub":"lan@a.vn","exp":1}`, `{"sub":"lan@a.vn","exp":99999999999}`, `{"sub":"lan@a.vn","exp":1e300}`, `{"sub":"lan@a.vn","exp":"` + exp + `"}`,
		`{"sub":"","exp":` + exp + `}`, `{"sub":["a"],"exp":` + exp + `}`, `{"sub":"a","exp":` + exp + `,"nbf":` + exp + `}`, `{"sub":"a","exp":` + exp + `.5,"iat":-1}`, `[]`, `null`,
	} {
		f.Add([]byte(good), []byte(claims), hs256([]byte(good), []byte(claims)))
		f.Add([]byte(`{"alg":"none"}`), []byte(claims), base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none"}`))+"."+base64.RawURLEncoding.EncodeToString([]byte(claims))+".")
	}
	f.Add([]byte(good), []byte(`{}`), "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhIiwiZXhwIjoxNzcyNDUzMTAwLjUsImlhdCI6LTF9.unY1ZpsBnHVqCLmRiJlIKwEssUTuszfh5mCDfCDYEv7") // a second spelling of a good signature
	f.Add([]byte(`{"alg":"HS512"}`), []byte(`{"sub":"a","exp":`+exp+`}`), "a.b.c")
	f.Add([]byte(`{"alg":"HS256","crit":["x"],"kid":"../../x"}`), []byte(`{"sub":"a","exp":`+exp+`}`), "....")
	e := embed(f, Config{Secret: key})
	f.Fuzz(func(t *testing.T, header, claims []byte, token string) {
		judge(t, e, hs256(header, claims))
		judge(t, e, token)
	})
}

// judge looks at what comes of a token.
func judge(t *testing.T, e *Embed, token string) {
	t.Helper()
	told, err := e.About(Visit{Account: "minh", Token: token}, noon)
	for k, v := range told.About {
		if !utf8.ValidString(v) || utf8.RuneCountInString(v) > maxValue || strings.ContainsAny(v, "\n\x00") || len(k) > 40 {
			t.Errorf("%q: told %q = %q", token, k, v)
		}
	}
	if len(told.About) > maxAttributes+2 || utf8.RuneCountInString(told.Name) > maxValue {
		t.Errorf("%q: told %d things, and the name %q", token, len(told.About), told.Name)
	}
	if told.About[chat.AboutAccount] == "" {
		return
	}
	parts := strings.Split(token, ".")
	if err != nil || len(parts) != 3 || !hmac.Equal(raw(parts[2]), mac(parts[0]+"."+parts[1])) {
		t.Fatalf("%q is believed (%v), although it is not signed by our key", token, err)
	}
	var h struct{ Alg string }
	var c struct{ Exp json.Number }
	d := json.NewDecoder(bytes.NewReader(raw(parts[1])))
	if err := json.Unmarshal(raw(parts[0]), &h); err != nil || h.Alg != "HS256" {
		t.Errorf("%q is believed with the algorithm %q", token, h.Alg)
	}
	if err := d.Decode(&c); err != nil {
		t.Fatalf("%q is believed: %v", token, err)
	}
	secs, _ := c.Exp.Float64()
	end := time.Unix(int64(secs), 0)
	if end.Before(noon.Add(-leeway)) || end.After(noon.Add(maxLife+leeway)) {
		t.Errorf("%q is believed until %s", token, end)
	}
}

// raw decodes a part of a token; nil when it can't be, as no signed part is.
func raw(part string) []byte {
	b, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil {
		return nil
	}
	return slices.Clip(b)
}
