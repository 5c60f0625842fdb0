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
// (no HMAC), with or without "mac=" before it. Each configured secret is
// tried: there are two while one is replaced, or one per account.
//
// Zalo's console sends an unsigned {} when the address is saved and wants 200
// for it: exactly that passes, and Decode makes nothing of it. So does every
// call while signatures are only looked at (ZALO_SIGNATURE=log).
func (rc *receiver) Verify(h http.Header, body []byte) bool {
	if isProbe(body) {
		return true
	}
	ok := rc.genuine(h, body)
	switch {
	case ok:
		rc.health.genuine(rc.now())
	default:
		why := rc.whyRefused(h, body)
		rc.count("signature_" + why)
		rc.health.refused(why, rc.now())
	}
	return ok || rc.logOnly()
}

// What is read of a call at most: more than an event ever has, and of a call
// without a signature no more than the console's {} and a little, for which
// there is nothing to compare.
const (
	maxBody  = 128 << 10
	unsigned = 4 << 10
)

// Screen bounds the body by what its signature can be: the signature itself
// covers the body, which must be read for it.
func (rc *receiver) Screen(h http.Header) int64 {
	if b, err := hex.DecodeString(signature(h)); !rc.logOnly() && (err != nil || len(b) != sha256.Size) {
		return unsigned
	}
	return maxBody
}

// logOnly: signatures are looked at and nothing is taken that does not fit,
// but Zalo's console is told 200, for a first set-up.
func (rc *receiver) logOnly() bool { return rc.cfg.Signature == SignatureLog }

// genuine reports whether a body carries a signature made with one of our
// secrets.
func (rc *receiver) genuine(h http.Header, body []byte) bool {
	at, _ := signed(h, body)
	return rc.fits(rc.cfg.AppID, signature(h), body, at)
}

func (rc *receiver) fits(id, got string, body []byte, at string) bool {
	for _, key := range rc.cfg.secrets() {
		if equal(got, mac(id, body, at, key)) {
			return true
		}
	}
	return false
}

// Why a signature does not fit.
const (
	badMissing = "missing"    // no header
	badForm    = "form"       // not 64 hex digits
	badByOA    = "oa_id"      // it fits with the account's id in place of the app's
	badSecret  = "app_secret" // it fits with the app's secret in place of the account's
	badOther   = "no_key"     // it fits nothing that is known here
)

// whyRefused finds out what is wrong with a signature, for whoever sets the
// account up.
func (rc *receiver) whyRefused(h http.Header, body []byte) string {
	got := signature(h)
	at, oa := signed(h, body)
	_, err := hex.DecodeString(got)
	switch {
	case got == "":
		return badMissing
	case err != nil || len(got) != 2*sha256.Size:
		return badForm
	case oa != "" && rc.fits(oa, got, body, at):
		return badByOA
	case equal(got, mac(rc.cfg.AppID, body, at, rc.cfg.AppSecret.Reveal())):
		return badSecret
	}
	return badOther
}

// hint says what to do about a signature that does not fit.
func hint(why string) string {
	switch why {
	case badMissing:
		return "without X-ZEvent-Signature: not from Zalo, or a proxy drops the header"
	case badForm:
		return "X-ZEvent-Signature is not 64 hex digits"
	case badByOA:
		return "signed with the account's id in place of the app's: tell the maintainers"
	case badSecret:
		return "signed with ZALO_APP_SECRET: the app's page shows one secret for both; set ZALO_OA_SECRET to it too"
	}
	return "signed with another key: copy ZALO_OA_SECRET again from the app's Webhook page (two, with a comma between, while it is replaced), and check ZALO_APP_ID"
}

func isProbe(body []byte) bool { return string(bytes.TrimSpace(body)) == "{}" }

// signature is the hex text of the header, without its optional prefix.
func signature(h http.Header) string {
	s := strings.ToLower(strings.TrimSpace(h.Get("X-ZEvent-Signature")))
	if rest, ok := strings.CutPrefix(s, "mac="); ok {
		s = rest
	}
	return strings.Trim(strings.TrimSpace(s), `"`)
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
