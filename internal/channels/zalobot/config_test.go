package zalobot_test

import (
	"strings"
	"testing"

	"github.com/caarlos0/env/v11"

	"hotro/internal/channels/zalobot"
)

func TestConfig(t *testing.T) {
	for name, c := range map[string]struct {
		environment map[string]string
		want        []string // in the fault; none: valid
	}{
		"off":                {nil, nil},
		"polling":            {map[string]string{"ZALOBOT_TOKEN": "12345689:abc-xyz"}, nil},
		"webhook":            {map[string]string{"ZALOBOT_TOKEN": "1:a", "ZALOBOT_MODE": "webhook", "ZALOBOT_WEBHOOK_SECRET": "canary-1"}, nil},
		"webhook, no secret": {map[string]string{"ZALOBOT_TOKEN": "1:a", "ZALOBOT_MODE": "webhook"}, []string{"ZALOBOT_WEBHOOK_SECRET: needed"}},
		"all wrong": {
			map[string]string{"ZALOBOT_TOKEN": "canary", "ZALOBOT_MODE": "push", "ZALOBOT_WEBHOOK_SECRET": "canary", "ZALOBOT_API_URL": "x"},
			[]string{"ZALOBOT_TOKEN", `ZALOBOT_MODE: got "push"`, "ZALOBOT_WEBHOOK_SECRET: want 8", "ZALOBOT_API_URL"},
		},
	} {
		got, err := env.ParseAsWithOptions[zalobot.Config](env.Options{Environment: c.environment})
		if err != nil {
			t.Fatal(err)
		}
		err = got.Validate()
		if (err == nil) != (len(c.want) == 0) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
		for _, w := range c.want {
			if err != nil && (!strings.Contains(err.Error(), w) || strings.Contains(err.Error(), "canary")) {
				t.Errorf("%s: got %q, want %q in it and no secret", name, err, w)
			}
		}
		if want := c.environment["ZALOBOT_TOKEN"] != ""; got.Enabled() != want {
			t.Errorf("%s: enabled %v, want %v", name, got.Enabled(), want)
		}
	}
	if _, err := zalobot.New(zalobot.Config{APIURL: "https://a.vn", Mode: "poll"}, zalobot.Options{}); err == nil {
		t.Error("New without a token: got no error")
	}
}
