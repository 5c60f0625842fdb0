package zalo_test

import (
	"strings"
	"testing"

	"github.com/caarlos0/env/v11"

	"hotro/internal/channels/zalo"
)

func parse(t *testing.T, environment map[string]string) zalo.Config {
	t.Helper()
	c, err := env.ParseAsWithOptions[zalo.Config](env.Options{Environment: environment})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestConfigFromTheEnvironment(t *testing.T) {
	c := parse(t, map[string]string{"ZALO_APP_ID": "505", "ZALO_APP_SECRET": "a", "ZALO_OA_SECRET": "b", "ZALO_REFRESH_TOKEN": "r"})
	if err := c.Validate(); err != nil || !c.Enabled() {
		t.Errorf("got enabled %v, %v", c.Enabled(), err)
	}
	if c.APIURL != "https://openapi.zalo.me" || c.OAuthURL != "https://oauth.zaloapp.com" || c.Rate != 4000 {
		t.Errorf("got %q %q %d, want the defaults", c.APIURL, c.OAuthURL, c.Rate)
	}
	if c := parse(t, nil); c.Validate() != nil || c.Enabled() {
		t.Errorf("nothing set: got enabled %v, %v; want off", c.Enabled(), c.Validate())
	}
}

func TestAllFaultsAreReportedAtOnce(t *testing.T) {
	for name, c := range map[string]struct {
		environment map[string]string
		want        []string
	}{
		"id alone":    {map[string]string{"ZALO_APP_ID": "505"}, []string{"ZALO_APP_SECRET", "ZALO_OA_SECRET"}},
		"no id":       {map[string]string{"ZALO_REFRESH_TOKEN": "canary", "ZALO_OA_SECRET": "canary"}, []string{"ZALO_APP_ID: needed with ZALO_OA_SECRET", "ZALO_APP_ID: needed with ZALO_REFRESH_TOKEN"}},
		"bad id":      {map[string]string{"ZALO_APP_ID": "5 05", "ZALO_APP_SECRET": "canary", "ZALO_OA_SECRET": "canary"}, []string{`ZALO_APP_ID: got "5 05"`}},
		"bad address": {map[string]string{"ZALO_API_URL": "openapi", "ZALO_OAUTH_URL": "ftp://x", "ZALO_RATE": "-1"}, []string{"ZALO_API_URL", "ZALO_OAUTH_URL", "ZALO_RATE"}},
	} {
		err := parse(t, c.environment).Validate()
		if err == nil {
			t.Errorf("%s: got no fault", name)
			continue
		}
		for _, w := range c.want {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%s: got %q, want %q in it", name, err, w)
			}
		}
		if strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: a secret shows in %q", name, err)
		}
	}
}

func TestNewWantsAnApp(t *testing.T) {
	if _, err := zalo.New(zalo.Config{APIURL: "https://a.vn", OAuthURL: "https://a.vn"}, zalo.Options{}); err == nil || !strings.Contains(err.Error(), "ZALO_APP_ID") {
		t.Errorf("got %v, want the missing name", err)
	}
}
