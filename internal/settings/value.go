package settings

import (
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// check returns the fault of a value, with the right one when that can be
// guessed, else with an example.
func check(s Setting, value string) error {
	bare, quoted := unquote(value)
	if quoted && s.kind.Kind() == reflect.String {
		return fmt.Errorf("%s: write the value without quotes", s.Name)
	}
	right := repair(s, bare)
	if quoted && right == "" {
		right = bare
	}
	if right == "" {
		return nil
	}
	return fault(s, value, right)
}

// unquote takes off quotes, which some tools that read .env files leave on.
func unquote(v string) (string, bool) {
	if n := len(v); n >= 2 && v[0] == v[n-1] && (v[0] == '"' || v[0] == '\'') {
		return v[1 : n-1], true
	}
	return v, false
}

// fault names the value, unless it is so long that it may be a secret in the
// wrong place.
func fault(s Setting, value, right string) error {
	if len(value) > 16 {
		return fmt.Errorf("%s: write %s", s.Name, right)
	}
	return fmt.Errorf("%s=%s: write %s", s.Name, value, right)
}

// repair returns what to write instead of a value, or "" when it is right.
func repair(s Setting, value string) string {
	switch {
	case s.kind == reflect.TypeFor[time.Duration]():
		if _, err := time.ParseDuration(value); err != nil {
			return duration(value, s.Default)
		}
	case s.kind.Kind() == reflect.Int:
		if _, err := strconv.Atoi(value); err != nil {
			return whole(value, s.Default)
		}
	case s.kind.Kind() == reflect.Bool:
		if _, err := strconv.ParseBool(value); err != nil {
			return truth(value)
		}
	}
	return ""
}

var amount = regexp.MustCompile(`^([0-9]+)\s*([a-z]*)$`)

// duration guesses what a number without a proper unit means: the unit it
// names, or else that of the default.
func duration(value, def string) string {
	if m := amount.FindStringSubmatch(strings.ToLower(value)); m != nil {
		n, unit := m[1], m[2]
		switch unit {
		case "":
			return n + strings.TrimLeft(def, "0123456789.")
		case "sec", "secs", "second", "seconds":
			return n + "s"
		case "min", "mins", "minute", "minutes":
			return n + "m"
		case "hr", "hrs", "hour", "hours":
			return n + "h"
		case "d", "day", "days":
			if days, err := strconv.Atoi(n); err == nil && days < 10_000 {
				return strconv.Itoa(days*24) + "h"
			}
		}
	}
	return "a duration such as " + def
}

var grouped = regexp.MustCompile(`^[0-9]{1,3}([.,_ ][0-9]{3})+$`)

// whole guesses a number: 4.000 or 4,000, or what stands before a unit.
func whole(value, def string) string {
	if grouped.MatchString(value) {
		return strings.NewReplacer(".", "", ",", "", "_", "", " ", "").Replace(value)
	}
	if n, rest, ok := strings.Cut(value, "/"); ok && rest != "" {
		if _, err := strconv.Atoi(strings.TrimSpace(n)); err == nil {
			return strings.TrimSpace(n)
		}
	}
	return "a whole number such as " + def
}

func truth(value string) string {
	switch strings.ToLower(value) {
	case "yes", "y", "on":
		return "true"
	case "no", "n", "off":
		return "false"
	}
	return "true or false"
}
