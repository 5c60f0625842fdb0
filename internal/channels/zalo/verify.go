package zalo

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"strings"

	"hotro/internal/channels/httpapi"
)

// Verify reports whether a webhook call is Zalo's own. X-ZEvent-Signature is
// the plain SHA-256 of app id, raw body, timestamp and the account's secret
// (no HMAC), with or without "mac=" before it.
//
// Zalo's console sends an unsigned {} when the address is saved and wants 200
// for it: exactly that passes, and Decode makes nothing of it.
func (o *OA) Verify(h http.Header, body []byte) bool {
	if isProbe(body) {
		return true
	}
	got := signature(h)
	at, oa := signed(h, body)
	if equal(got, mac(o.cfg.AppID, body, at, o.cfg.OASecret.Reveal())) {
		return true
	}
	if oa != "" && equal(got, mac(oa, body, at, o.cfg.OASecret.Reveal())) {
		o.count(ForgedByOA)
	}
	return false
}

func isProbe(body []byte) bool { return string(bytes.TrimSpace(body)) == "{}" }

// signature is the hex text of the header, without its optional prefix.
func signature(h http.Header) string {
	s := strings.ToLower(strings.TrimSpace(h.Get("X-ZEvent-Signature")))
	return strings.TrimPrefix(s, "mac=")
}

// mac computes the signature of a body. The timestamp inside the body keeps
// its own edge: no other body can be cut from the same joined text and still
// be JSON.
func mac(id string, body []byte, at, key string) string {
	h := sha256.New()
	h.Write([]byte(id))
	h.Write(body)
	h.Write([]byte(at))
	h.Write([]byte(key))
	return hex.EncodeToString(h.Sum(nil))
}

func equal(got, want string) bool { return subtle.ConstantTimeCompare([]byte(got), []byte(want)) == 1 }

// signed returns what goes into the signature beside the body: the timestamp
// as it is written there (the header's, should the body have none), and the
// account's id.
func signed(h http.Header, body []byte) (at, oa string) {
	e, err := parse(body)
	if err == nil {
		at, oa = string(e.Timestamp), e.account()
	}
	if at == "" {
		at = h.Get("X-ZEvent-Timestamp")
	}
	return at, oa
}

// word is an id or a time as the platform writes it.
type word = httpapi.Word
