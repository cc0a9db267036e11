-- By what a person recognizes a device in the list of their sessions: what its program calls itself, cut and in plain
-- text. No address beside it: it changes with every network, says where people are, and is not needed to tell a telephone
-- from an office's computer; which networks are known to an account stands in auth.known_networks, as hashes.
alter table auth.sessions
  add column user_agent varchar(200);
