package redis

import (
	"reflect"
	"strings"
	"testing"
)

func TestURL(t *testing.T) {
	one := []string{"localhost:6379"}
	for url, want := range map[string]endpoint{
		"redis://localhost":                    {addrs: one},
		"redis://localhost:7000/3":             {addrs: []string{"localhost:7000"}, db: 3},
		"redis://:p%40ss@10.0.0.1?db=2&pool=9": {addrs: []string{"10.0.0.1:6379"}, password: "p@ss", db: 2, pool: 9},
		"redis://bot:a@b@[::1]:6380/":          {addrs: []string{"[::1]:6380"}, user: "bot", password: "a@b"},
		"redis://[::1]":                        {addrs: []string{"[::1]:6379"}},
		"rediss://localhost?ca=/x.pem":         {addrs: one, secure: true, ca: "/x.pem"},
		"redis://localhost?wait=1":             {addrs: one, quorum: quorum{least: 1}},
		"redis://localhost?wait=2:all":         {addrs: one, quorum: quorum{least: 2, all: true}},
		"unix:///run/redis.sock?db=1":          {addrs: []string{"/run/redis.sock"}, db: 1},
		"unix://:pw@/run/redis.sock":           {addrs: []string{"/run/redis.sock"}, password: "pw"},
		"redis+sentinel://s1,s2:26380/main":    {kind: viaSentinel, addrs: []string{"s1:26379", "s2:26380"}, master: "main"},
		"rediss+sentinel://u:p@s1/main?db=4&sentinel_user=a&sentinel_password=b": {
			kind: viaSentinel, addrs: []string{"s1:26379"}, user: "u", password: "p", master: "main", db: 4,
			sentinelUser: "a", sentinelPassword: "b", secure: true,
		},
		"redis+cluster://n1:1,n2:2,n3": {kind: viaCluster, addrs: []string{"n1:1", "n2:2", "n3:6379"}},
		"REDISS+CLUSTER://u:p@n1/":     {kind: viaCluster, addrs: []string{"n1:6379"}, user: "u", password: "p", secure: true},
	} {
		if got, err := parseURL(url); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %#v %v, want %#v", url, got, err, want)
		}
	}
}

func TestURLFaults(t *testing.T) {
	for url, want := range map[string]string{
		"":                          "starts with redis://",
		"localhost:6379":            "starts with redis://",
		"http://h":                  "starts with redis://",
		"redis://":                  "name:port",
		"redis://h:99999":           "name:port",
		"redis://h:0":               "name:port",
		"redis://h:x":               "name:port",
		"redis://a,b":               "redis+sentinel:// or redis+cluster://",
		"redis://h/x":               "number",
		"redis://h/1/2":             "number",
		"redis://h?db=x":            "db is a number",
		"redis://h?wait=all":        "wait is a number",
		"redis://h?wait=0:all":      "1:all",
		"redis://h?ca=/x":           "unknown parameter",
		"redis://h?tls=1":           "unknown parameter",
		"redis://h?sentinel_user=a": "unknown parameter",
		"redis://h?db=%zz":          "encoded",
		"redis://user@h":            "user:password",
		"redis://:%zz@h":            "percent-encoded",
		"unix://run/redis.sock":     "absolute path",
		"redis+sentinel://h":        "name of the master",
		"redis+sentinel://h/a/b":    "name of the master",
		"redis+cluster://h/2":       "no databases",
		"redis+cluster://h?db=2":    "no databases",
		"redis+cluster://h1,,h2":    "name:port",
	} {
		_, err := parseURL(url)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "REDIS_URL") {
			t.Errorf("%q: got error %v, want one of REDIS_URL with %q", url, err, want)
		}
	}
}

// Whatever it is given, a REDIS_URL is read or refused; what is read names at
// least one server, and no fault quotes a password.
func FuzzRedisURL(f *testing.F) {
	for _, s := range []string{
		"redis://localhost:6379/0", "rediss://u:p@h?db=1&pool=2", "redis+sentinel://a,b:1/m?sentinel_password=x",
		"redis+cluster://[::1]:7000,[::2]", "unix:///s", "redis://@", "redis://:@:", "redis://[", "redis://]]:1",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e, err := parseURL(s)
		if err == nil && (len(e.addrs) == 0 || e.addrs[0] == "") {
			t.Errorf("%q: got no server and no error", s)
		}
		const secret = "s3cret-s3cret"
		if _, err := parseURL("redis://:" + secret + "@" + s); err != nil && strings.Contains(err.Error(), secret) {
			t.Errorf("%q: error %q holds the password", s, err)
		}
	})
}
