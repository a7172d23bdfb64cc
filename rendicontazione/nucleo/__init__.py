"""The Nucleo's room: members, sedute, requests, discussion, bulk confirmation, checklist (LG DFP 3/2018, ch. 4)."""
