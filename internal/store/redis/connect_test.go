package redis_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"hotro/internal/store"
	"hotro/internal/store/redis"
	"hotro/internal/store/redis/redistest"
)

// works stores something and reads it.
func works(t *testing.T, url string) {
	t.Helper()
	s, err := redis.Open(t.Context(), url, redis.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Put(t.Context(), "a", store.Item{ID: "m1", At: now}, now); err != nil {
		t.Fatal(err)
	}
	if ls, err := s.Take(t.Context(), now, time.Minute, 10); err != nil || len(ls) != 1 {
		t.Errorf("Take: got %d leases, %v; want 1", len(ls), err)
	}
}

func TestUnixSocket(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s")
	redistest.Start(t, "--unixsocket", path)
	works(t, "unix://"+path)
}

func TestPasswordAndDatabase(t *testing.T) {
	m := miniredis.RunT(t)
	m.RequireUserAuth("bot", "p@ss/word")
	works(t, "redis://bot:p%40ss%2Fword@"+m.Addr()+"/3")
	if len(m.DB(3).Keys()) == 0 {
		t.Error("database 3: got no keys, want some")
	}
	_, err := redis.Open(t.Context(), "redis://bot:wrong@"+m.Addr(), redis.Options{})
	if err == nil || !strings.Contains(err.Error(), "check user and password") {
		t.Errorf("wrong password: got error %v, want one that says so", err)
	}
}

// Nobody there: the error says why, not only that the time is over.
func TestNobodyListens(t *testing.T) {
	_, err := redis.Open(t.Context(), "redis://127.0.0.1:1", redis.Options{Wait: 300 * time.Millisecond})
	if err == nil || !strings.Contains(err.Error(), "127.0.0.1:1") || !strings.Contains(err.Error(), "refused") {
		t.Errorf("got %v, want the address and that it refused", err)
	}
}

// The commands that docs/redis.md names are all the program needs.
func TestLeastRights(t *testing.T) {
	doc, err := os.ReadFile("../../../docs/redis.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(doc), "Commands the user needs (ACL): `")
	rules, _, ok := strings.Cut(rest, "`")
	if !ok {
		t.Fatal("docs/redis.md names no rights")
	}
	server := redistest.Start(t)
	args := []any{"ACL", "SETUSER", "bot", "on", ">pw"}
	for _, r := range strings.Fields(rules) {
		args = append(args, r)
	}
	plain := connect(t, server.Addr)
	if err := plain.Do(t.Context(), args...).Err(); err != nil {
		t.Fatal(err)
	}
	url := "redis://bot:pw@" + server.Addr
	works(t, url)
	s, err := redis.Open(t.Context(), url, redis.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if w, err := s.Health(t.Context()); err != nil || len(w) != 0 {
		t.Errorf("Health: got %q, %v; want nothing to tell", w, err)
	}
	if err := s.Sweep(t.Context(), now); err != nil {
		t.Error(err)
	}
}

func TestTLS(t *testing.T) {
	cert, ca := certificate(t)
	m, err := miniredis.RunTLS(&tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	works(t, "rediss://"+m.Addr()+"?ca="+ca)
	_, err = redis.Open(t.Context(), "rediss://"+m.Addr(), redis.Options{})
	if err == nil || !strings.Contains(err.Error(), "?ca=FILE") {
		t.Errorf("unknown authority: got error %v, want one about the certificate", err)
	}
}

// certificate makes a certificate of 127.0.0.1 that signs itself, and the
// file to trust it by.
func certificate(t *testing.T) (tls.Certificate, string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, path
}

// A master that dies is replaced by its replica without the store being
// opened again. (What the replica had not yet received would be lost.)
func TestSentinelFailover(t *testing.T) {
	t.Parallel()
	group := redistest.StartSentinel(t)
	s, err := redis.Open(t.Context(), group.URL(), redis.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Put(t.Context(), "a", store.Item{ID: "m1", At: now}, now); err != nil {
		t.Fatal(err)
	}
	group.Await(t)
	group.Master.Kill()
	tick, over := time.NewTicker(50*time.Millisecond), time.After(30*time.Second)
	defer tick.Stop()
	for {
		fresh, err := s.Put(t.Context(), "a", store.Item{ID: "m1", At: now}, now)
		if err == nil {
			if fresh {
				t.Error("Put after the failover: got fresh, want known: the replica had it")
			}
			return
		}
		select {
		case <-over:
			t.Fatalf("no failover within 30 s: %v", err)
		case <-tick.C:
		}
	}
}
