package zalo

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"hotro/internal/channels"
	"hotro/internal/channels/httpapi"
)

// Every code of Zalo's table, and what to do about it.
func TestEveryErrorCodeHasItsClassAndWords(t *testing.T) {
	want := map[channels.Class][]int{
		channels.Later:    {-32, -200, -211, -214},
		channels.Refused:  {-100, -201, -210, -213, -217, -218, -230, -232, -233, -234, -237, -238, -241, -244, -248, -249, -403},
		channels.Gone:     {-227},
		channels.Operator: {-204, -205, -209, -212, -219, -221, -223, -224, -235, -240, -242, -320, -321},
	}
	n := 0
	for class, codes := range want {
		for _, c := range codes {
			n++
			f := (&apiError{code: c, status: 200}).failure()
			if f.Class != class || f.Reason == "" || strings.Contains(string(f.Reason), "unknown") {
				t.Errorf("%d: got class %d %q, want %d and a reason of its own", c, f.Class, f.Reason, class)
			}
			if tokenCodes[c] {
				t.Errorf("%d: also asks for another token", c)
			}
		}
	}
	if n != len(rules) {
		t.Errorf("the table has %d codes, this test %d", len(rules), n)
	}
	for _, c := range []int{-216, 216, -220, -401, 401, -124, -1001} {
		if e := (&apiError{code: c, status: 200}); !e.needsToken() || e.failure().Class != channels.Operator {
			t.Errorf("%d: want another token first, then a person", c)
		}
	}
}

func TestWhatNoTableKnows(t *testing.T) {
	for name, c := range map[string]struct {
		e     apiError
		class channels.Class
	}{
		"an unknown code":               {apiError{code: -9999, status: 200}, channels.Refused},
		"an unknown code, HTTP 500":     {apiError{code: -9999, status: 500}, channels.Later},
		"a known code, HTTP 400":        {apiError{code: -230, status: 400}, channels.Refused},
		"no code, HTTP 200":             {apiError{status: 200}, channels.Unknown},
		"no code, HTTP 401":             {apiError{status: 401}, channels.Operator},
		"no code, HTTP 403":             {apiError{status: 403}, channels.Refused},
		"no code, HTTP 404":             {apiError{status: 404}, channels.Operator},
		"no code, a redirect":           {apiError{status: 302}, channels.Operator},
		"no code, HTTP 429":             {apiError{status: 429}, channels.Later},
		"no code, HTTP 502":             {apiError{status: 502}, channels.Unknown},
		"no code, HTTP 503":             {apiError{status: 503}, channels.Later},
		"no code, HTTP 504":             {apiError{status: 504}, channels.Unknown},
		"a token's code, with HTTP 401": {apiError{code: -216, status: 401}, channels.Operator},
	} {
		if f := c.e.failure(); f.Class != c.class || f.Reason == "" {
			t.Errorf("%s: got class %d %q, want %d", name, f.Class, f.Reason, c.class)
		}
	}
}

func TestOnlyError0WithHTTP200IsSuccess(t *testing.T) {
	for body, want := range map[string]int{
		`{"error":0,"message":"Success","data":{"message_id":"a"}}`: 0,
		`{"error":"0","data":{}}`:                                   0,
		`{"error":-230,"message":"x"}`:                              -230,
		`{"error":"-230"}`:                                          -230,
	} {
		_, e := parseAnswer(httpapi.Answer{Status: http.StatusOK, Body: []byte(body)})
		if got := e; (got == nil) != (want == 0) || got != nil && got.code != want {
			t.Errorf("%s: got %v, want code %d", body, got, want)
		}
	}
	for _, a := range []httpapi.Answer{
		{Status: 500, Body: []byte(`{"error":0}`)},
		{Status: 200, Body: []byte(`<html>`)},
		{Status: 200, Body: []byte(`{}`)},
		{Status: 200, Body: nil},
		{Status: 200, Body: []byte(`{"error":null}`)},
	} {
		if _, e := parseAnswer(a); e == nil {
			t.Errorf("HTTP %d %q: got success", a.Status, a.Body)
		}
	}
}

func TestThePlatformsWordsAreTamedAndOnlyForUnknownCodes(t *testing.T) {
	e := &apiError{code: -9999, message: httpapi.OneLine("a\nb\x00c" + strings.Repeat("đ", 500))}
	if s := e.Error(); strings.ContainsAny(s, "\n\x00") || len([]rune(s)) > 160 || !strings.Contains(s, "a b") {
		t.Errorf("got %q", s)
	}
	if s := (&apiError{code: -230, message: "khách nói gì đó"}).Error(); strings.Contains(s, "khách") {
		t.Errorf("got %q, want our own words for a known code", s)
	}
	if code(errors.New("x")) != 0 || code((&apiError{code: -32}).failure()) != -32 {
		t.Error("code does not find the code behind a failure")
	}
}
