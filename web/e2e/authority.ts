// An authority that issues people's certificates, made with openssl.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Card {
  certificate: string;
  certPath: string;
  keyPath: string;
}

export interface Authority {
  /** What the platform's settings name. */
  settings: { listen: string; authorities: string; revoked: string };
  issue: (file: string, name: string) => Card;
  /** Takes a card back and renews the list. */
  revoke: (card: Card) => void;
}

export function authority(dir: string, name: string): Authority {
  const at = (file: string) => join(dir, file);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: dir, stdio: ["ignore", "ignore", "pipe"] });
  const config = `
[ca]
default_ca = own
[own]
database = ${at("index.txt")}
new_certs_dir = ${dir}
certificate = ${at("ca.pem")}
private_key = ${at("ca.key")}
serial = ${at("serial")}
crlnumber = ${at("crlnumber")}
default_md = sha256
default_days = 2
default_crl_days = 2
unique_subject = no
policy = any
[any]
commonName = supplied
[person]
keyUsage = digitalSignature
extendedKeyUsage = clientAuth
[req]
distinguished_name = dn
x509_extensions = authority
[dn]
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = keyCertSign,cRLSign
subjectKeyIdentifier = hash
`;
  for (const [file, text] of Object.entries({ "ca.cnf": config, "index.txt": "", serial: "02\n", crlnumber: "01\n" })) writeFileSync(at(file), text);
  const key = (file: string) => openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", at(file));
  key("ca.key");
  openssl("req", "-x509", "-new", "-utf8", "-config", at("ca.cnf"), "-key", at("ca.key"), "-subj", `/CN=${name}`, "-days", "2", "-out", at("ca.pem"));
  const list = () => openssl("ca", "-config", at("ca.cnf"), "-gencrl", "-out", at("revoked.pem"));
  list();
  return {
    settings: { listen: "127.0.0.1:0", authorities: at("ca.pem"), revoked: at("revoked.pem") },
    issue: (file, who) => {
      key(`${file}.key`);
      openssl("req", "-new", "-utf8", "-config", at("ca.cnf"), "-key", at(`${file}.key`), "-subj", `/CN=${who}`, "-out", at(`${file}.csr`));
      openssl("ca", "-batch", "-notext", "-utf8", "-config", at("ca.cnf"), "-extensions", "person", "-in", at(`${file}.csr`), "-out", at(`${file}.pem`));
      return { certificate: readFileSync(at(`${file}.pem`), "utf8"), certPath: at(`${file}.pem`), keyPath: at(`${file}.key`) };
    },
    revoke: (card) => {
      openssl("ca", "-config", at("ca.cnf"), "-revoke", card.certPath);
      list();
    },
  };
}
