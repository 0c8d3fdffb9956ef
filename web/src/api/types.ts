// Code generated from api/openapi.json by scripts/generate.mjs; DO NOT EDIT.

export interface paths {
    "/api/v1/access-figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Statistics of a quarter, without personal data */
        get: operations["get-access-figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access-figures/print": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue the statistics of a quarter */
        post: operations["post-access-figures-print"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access-figures/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Statistics of a quarter as a sheet */
        get: operations["get-access-figures-sheet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access-register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every access to footage, of all regimes */
        get: operations["get-access-register"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access-register/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Acts, systems and cameras to narrow the register by */
        get: operations["get-access-register-choices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access-register/print": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue the register of a period */
        post: operations["post-access-register-print"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access-register/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The register of a period as a sheet */
        get: operations["get-access-register-sheet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts */
        get: operations["get-accounts"];
        put?: never;
        /** Make an account */
        post: operations["post-accounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change an account */
        patch: operations["patch-accounts-one"];
        trace?: never;
    };
    "/api/v1/accounts/{id}/clearance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a person may know of what is secret */
        get: operations["get-accounts-one-clearance"];
        /** Clear a person for what is secret */
        put: operations["put-accounts-one-clearance"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}/clearance/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a clearance back */
        post: operations["post-accounts-one-clearance-withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}/factor-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take somebody's lost second factor away */
        post: operations["post-accounts-one-factor-reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys of an account */
        get: operations["get-accounts-one-keys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a key of an account away */
        delete: operations["delete-accounts-one-keys-one"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}/keys/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a certificate open an account */
        post: operations["post-accounts-one-keys-certificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}/keys/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bind an identity at the provider to an account */
        post: operations["post-accounts-one-keys-oidc"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a new one-time password */
        post: operations["post-accounts-one-reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the roles of an account */
        put: operations["put-accounts-one-roles"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/cameras": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cameras with their archive */
        get: operations["get-archive-cameras"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The archive as a sheet */
        get: operations["get-archive-export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fields and code tables of the camera archive */
        get: operations["get-archive-fields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's imports */
        get: operations["get-archive-imports"];
        put?: never;
        /** Read a sheet and show what would become of it */
        post: operations["post-archive-imports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One import */
        get: operations["get-archive-imports-one"];
        put?: never;
        post?: never;
        /** Forget a preview */
        delete: operations["delete-archive-imports-one"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/imports/{id}/commit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write what was previewed */
        post: operations["post-archive-imports-one-commit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/imports/{id}/faulty": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows at fault as a sheet */
        get: operations["get-archive-imports-one-faulty"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/imports/{id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows of an import */
        get: operations["get-archive-imports-one-rows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/imports/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an import back */
        post: operations["post-archive-imports-one-undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/near": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cameras near a point that look the same way */
        get: operations["get-archive-near"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/pairs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Points that stand next to each other */
        get: operations["get-archive-pairs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/repeats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Values that several cameras have */
        get: operations["get-archive-repeats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Channels of devices against the archive */
        get: operations["get-archive-seen"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An empty sheet to fill in */
        get: operations["get-archive-template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/totals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the archive is */
        get: operations["get-archive-totals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is attached to a subject */
        get: operations["get-attachments"];
        put?: never;
        /** Bring in a file, raw or as multipart/form-data */
        post: operations["post-attachments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One attachment */
        get: operations["get-attachments-one"];
        put?: never;
        post?: never;
        /** Take back a file that belongs to nothing yet */
        delete: operations["delete-attachments-one"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its bytes */
        get: operations["get-attachments-one-content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an attachment out of use */
        post: operations["post-attachments-one-retire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Audit events */
        get: operations["get-audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/{id}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The leaf of an act with its proof */
        get: operations["get-audit-one-proof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/building-duties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Places that must have a system, and what stands there */
        get: operations["get-building-duties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/building-duties/document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue the list of places that should have a system and have none */
        post: operations["post-building-duties-document"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cameras": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cameras */
        get: operations["get-cameras"];
        put?: never;
        /** Register a camera */
        post: operations["post-cameras"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cameras/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One camera */
        get: operations["get-cameras-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a camera */
        patch: operations["patch-cameras-one"];
        trace?: never;
    };
    "/api/v1/cameras/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The archive of a camera */
        get: operations["get-cameras-one-archive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change the archive of a camera */
        patch: operations["patch-cameras-one-archive"];
        trace?: never;
    };
    "/api/v1/cameras/{id}/archive/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adopt a device's value, or keep the archive's */
        post: operations["post-cameras-one-archive-decision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cameras/{id}/archive/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where its device reports otherwise */
        get: operations["get-cameras-one-archive-differences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cameras/{id}/archive/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What changed in the archive of a camera */
        get: operations["get-cameras-one-archive-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cameras/{id}/archive/twins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cameras that may be the same one */
        get: operations["get-cameras-one-archive-twins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cameras/{id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Play doctor */
        get: operations["get-cameras-one-attempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cameras/{id}/control": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who moves a camera now, and where it belongs */
        get: operations["get-cameras-one-control"];
        put?: never;
        /** Take the control of a camera whose picture is open */
        post: operations["post-cameras-one-control"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cameras/{id}/found-removed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A camera is gone and nobody reported it */
        post: operations["post-cameras-one-found-removed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cameras/{id}/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Register where a camera belongs */
        put: operations["put-cameras-one-home"];
        post?: never;
        /** Let a camera belong nowhere */
        delete: operations["delete-cameras-one-home"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cameras/{id}/lost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A camera was stolen or destroyed */
        post: operations["post-cameras-one-lost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cameras/{id}/presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The views a camera keeps under numbers, as its device says */
        get: operations["get-cameras-one-presets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cameras/{id}/sound": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Switch the keeping of a camera's sound */
        put: operations["put-cameras-one-sound"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cameras/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was recorded */
        get: operations["get-cameras-one-timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalogue/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Editions of the connection catalogue */
        get: operations["get-catalogue-versions"];
        put?: never;
        /** Draft an edition */
        post: operations["post-catalogue-versions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalogue/versions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One edition */
        get: operations["get-catalogue-versions-one"];
        put?: never;
        post?: never;
        /** Throw the draft away */
        delete: operations["delete-catalogue-versions-one"];
        options?: never;
        head?: never;
        /** Change the draft */
        patch: operations["patch-catalogue-versions-one"];
        trace?: never;
    };
    "/api/v1/catalogue/versions/{id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a published edition differs from an earlier one */
        get: operations["get-catalogue-versions-one-changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalogue/versions/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Systems an edition lists */
        get: operations["get-catalogue-versions-one-items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalogue/versions/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the edition would change */
        get: operations["get-catalogue-versions-one-preview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalogue/versions/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish the draft */
        post: operations["post-catalogue-versions-one-publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Certificates of contractors and products */
        get: operations["get-certificates"];
        put?: never;
        /** Record a certificate */
        post: operations["post-certificates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One certificate */
        get: operations["get-certificates-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a certificate */
        patch: operations["patch-certificates-one"];
        trace?: never;
    };
    "/api/v1/channels/{id}/admit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Admit a channel as a camera */
        post: operations["post-channels-one-admit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizen/book": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue a register of a period */
        post: operations["post-citizen-book"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizen/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The registers of citizens who look */
        get: operations["get-citizen-cases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizen/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One case */
        get: operations["get-citizen-cases-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizen/cases/{id}/admit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Admit a search whose every condition is met */
        post: operations["post-citizen-cases-one-admit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizen/cases/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close with an outcome */
        post: operations["post-citizen-cases-one-close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizen/cases/{id}/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The managing unit consents, with reasons */
        post: operations["post-citizen-cases-one-consent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizen/cases/{id}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The viewer asks for a copy: refused, and on record */
        post: operations["post-citizen-cases-one-copy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizen/cases/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The managing unit does not consent, with reasons */
        post: operations["post-citizen-cases-one-decline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizen/cases/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The viewer came, or brought evidence */
        post: operations["post-citizen-cases-one-evidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizen/cases/{id}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Follow the track to further cameras */
        post: operations["post-citizen-cases-one-extend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizen/cases/{id}/mask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether others in the picture are to be covered */
        post: operations["post-citizen-cases-one-mask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizen/cases/{id}/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open footage on this workstation, accompanied */
        post: operations["post-citizen-cases-one-open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizen/cases/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse a search by the missing item */
        post: operations["post-citizen-cases-one-refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizen/cases/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop the looking for a reason */
        post: operations["post-citizen-cases-one-revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizen/cases/{id}/sightings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note what was seen */
        post: operations["post-citizen-cases-one-sightings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizen/cases/{id}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A token for one stream, once */
        post: operations["post-citizen-cases-one-tokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizen/missing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register a missing person, by telephone or at the desk */
        post: operations["post-citizen-missing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizen/related": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Receive a person concerned */
        post: operations["post-citizen-related"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/citizen/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cameras worth a look, by distance and time */
        get: operations["get-citizen-suggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the first administrator */
        post: operations["post-claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Joint conferences */
        get: operations["get-conferences"];
        put?: never;
        /** Call a joint conference */
        post: operations["post-conferences"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conferences/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One joint conference */
        get: operations["get-conferences-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a conference before its minutes stand */
        patch: operations["patch-conferences-one"];
        trace?: never;
    };
    "/api/v1/conferences/{id}/minute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let the minutes stand */
        post: operations["post-conferences-one-minute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conferences/{id}/task": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a follow-up task, or change one */
        post: operations["post-conferences-one-task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connect-tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Systems that must connect, and whether they have */
        get: operations["get-connect-tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connect-tasks/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Connection tasks, counted */
        get: operations["get-connect-tasks-counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/controls/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Give the control up */
        delete: operations["delete-controls-one"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/controls/{id}/beat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the control is still wanted, and see how it stands */
        post: operations["post-controls-one-beat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/controls/{id}/command": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move the camera; a movement is renewed each second or stops */
        post: operations["post-controls-one-command"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/controls/{id}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep colleagues off though nothing is done, or let them */
        post: operations["post-controls-one-lock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/controls/{id}/stay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep the camera from going home for a while */
        post: operations["post-controls-one-stay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** GB/T 28181 devices */
        get: operations["get-devices"];
        put?: never;
        /** Admit a device, known or discovered */
        post: operations["post-devices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One device */
        get: operations["get-devices-one"];
        put?: never;
        post?: never;
        /** Dismiss a device */
        delete: operations["delete-devices-one"];
        options?: never;
        head?: never;
        /** Change a device */
        patch: operations["patch-devices-one"];
        trace?: never;
    };
    "/api/v1/devices/{id}/catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for the catalogue now */
        post: operations["post-devices-one-catalog"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{id}/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Channels of a device */
        get: operations["get-devices-one-channels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/diagnoses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What diagnosis codes mean */
        get: operations["get-diagnoses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/document-checks/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the platform holds under a check code */
        get: operations["get-document-checks-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/document-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Kinds of documents */
        get: operations["get-document-kinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Documents, of a subject or all */
        get: operations["get-documents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One document */
        get: operations["get-documents-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{id}/original": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its electronic original */
        get: operations["get-documents-one-original"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{id}/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its page as PDF */
        get: operations["get-documents-one-pdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{id}/print": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its page, for print */
        get: operations["get-documents-one-print"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{id}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a document out of force */
        post: operations["post-documents-one-void"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Copies that are handed over as evidence */
        get: operations["get-evidence-exports"];
        put?: never;
        /** Ask for a copy, of an application or for own use */
        post: operations["post-evidence-exports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One export, with how far its making is */
        get: operations["get-evidence-exports-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/exports/{id}/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another grant, to go on making or fetching it */
        post: operations["post-evidence-exports-one-again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/exports/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Call it off */
        post: operations["post-evidence-exports-one-cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/exports/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note its return or destruction */
        post: operations["post-evidence-exports-one-end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/exports/{id}/hand-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that it was handed over, and issue the receipt */
        post: operations["post-evidence-exports-one-hand-over"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Holds on footage */
        get: operations["get-evidence-holds"];
        put?: never;
        /** Hold footage at once */
        post: operations["post-evidence-holds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/holds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One hold, with where its footage is now */
        get: operations["get-evidence-holds-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/holds/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lift it, as the second person */
        post: operations["post-evidence-holds-one-confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/holds/{id}/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Propose that it be lifted, on a decision */
        post: operations["post-evidence-holds-one-lift"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/holds/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set another day of review */
        post: operations["post-evidence-holds-one-review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/holds/{id}/second-copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the second copies of a hold stand */
        get: operations["get-evidence-holds-one-second-copy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/holds/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a proposal back */
        post: operations["post-evidence-holds-one-withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/second-copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bucket of second copies, and whether it may be believed */
        get: operations["get-evidence-second-copy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/second-copy/probe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try to break the locks of the bucket */
        post: operations["post-evidence-second-copy-probe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/finding-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Kinds of findings */
        get: operations["get-finding-kinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Findings */
        get: operations["get-findings"];
        put?: never;
        /** Record a finding */
        post: operations["post-findings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One finding */
        get: operations["get-findings-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a finding */
        post: operations["post-findings-one-close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/footage/owed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Footage left on devices, to be fetched */
        get: operations["get-footage-owed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forwards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was forwarded of one's cameras */
        get: operations["get-forwards"];
        put?: never;
        /** Hand live pictures on to a named account */
        post: operations["post-forwards"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forwards/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One forwarding */
        get: operations["get-forwards-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forwards/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a forwarding back */
        post: operations["post-forwards-one-end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forwards/{id}/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open what was forwarded to me */
        post: operations["post-forwards-one-open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forwards/given": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I forwarded */
        get: operations["get-forwards-given"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forwards/received": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was forwarded to me */
        get: operations["get-forwards-received"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for permission to open footage */
        post: operations["post-grants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Give a permission back */
        delete: operations["delete-grants-one"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grants/{id}/beat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prove that the mark over the picture stands */
        post: operations["post-grants-one-beat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grants/{id}/tampered": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Report that the mark over the picture was interfered with */
        post: operations["post-grants-one-tampered"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** K1 to K26 over what the caller may know of */
        get: operations["get-indicators"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicators/{key}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What of one subject was counted, and what left out */
        get: operations["get-indicators-one-members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicators/{key}/subjects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The subjects behind a figure, those that fall short first */
        get: operations["get-indicators-one-subjects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/indicators/{key}/trend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its points of each day */
        get: operations["get-indicators-one-trend"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instructions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the unit's head decided in writing about space */
        get: operations["get-instructions"];
        put?: never;
        /** Enter an instruction of the unit's head */
        post: operations["post-instructions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instructions/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw an instruction */
        post: operations["post-instructions-one-withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interface-tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Interface tests */
        get: operations["get-interface-tests"];
        put?: never;
        /** Begin an interface test */
        post: operations["post-interface-tests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interface-tests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One interface test */
        get: operations["get-interface-tests-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interface-tests/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue the report of a test that has none */
        post: operations["post-interface-tests-one-report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a long piece of work is */
        get: operations["get-jobs-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own keys */
        get: operations["get-keys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an own key away */
        delete: operations["delete-keys-one"];
        options?: never;
        head?: never;
        /** Call an own key something else */
        patch: operations["patch-keys-one"];
        trace?: never;
    };
    "/api/v1/keys/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go and bind the own identity at the provider */
        post: operations["post-keys-oidc"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/oidc/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bind what the identity provider gave */
        post: operations["post-keys-oidc-confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a new passkey */
        post: operations["post-keys-passkey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/passkey/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register the passkey that was made */
        post: operations["post-keys-passkey-confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/sm2": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register an own SM2 key */
        post: operations["post-keys-sm2"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/law/articles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Articles as they stood on a day */
        get: operations["get-law-articles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/law/articles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One article or clause and what rests on it */
        get: operations["get-law-articles-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/law/duties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Duties that bind a system with these facts */
        get: operations["get-law-duties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/law/facts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Categories of W168/8 and classes of R799 */
        get: operations["get-law-facts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/law/packs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sources of the law in force here */
        get: operations["get-law-packs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** State and keys of the log of acts */
        get: operations["get-log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/log/witnesses/{name}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The line it came back with */
        post: operations["post-log-witnesses-one-answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/log/witnesses/{name}/request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a witness without a line is asked */
        get: operations["get-log-witnesses-one-request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/map/cameras": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cameras of a stretch of the map */
        get: operations["get-map-cameras"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/map/outlines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rough shapes of the districts */
        get: operations["get-map-outlines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/map/pick": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cameras within a polygon */
        post: operations["post-map-pick"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/neighbours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Military and secret-related neighbours */
        get: operations["get-neighbours"];
        put?: never;
        /** Record a neighbour whose consent is needed */
        post: operations["post-neighbours"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/neighbours/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One neighbour */
        get: operations["get-neighbours-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a neighbour that was not asked yet */
        patch: operations["patch-neighbours-one"];
        trace?: never;
    };
    "/api/v1/neighbours/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record consent or refusal */
        post: operations["post-neighbours-one-answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/neighbours/{id}/ask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue the request for consent */
        post: operations["post-neighbours-one-ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's inbox */
        get: operations["get-notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many of it are unread */
        get: operations["get-notices-count"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark notices as read, all without ids */
        post: operations["post-notices-read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/obligations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every duty of one subject and how it stands */
        get: operations["get-obligations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/obligations/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many, by state */
        get: operations["get-obligations-counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/obligations/document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue the sheet of a subject's obligations */
        post: operations["post-obligations-document"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/obligations/due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is due for the caller, or for others in their territory */
        get: operations["get-obligations-due"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/obligations/proofs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Proofs people recorded of a duty */
        get: operations["get-obligations-proofs"];
        put?: never;
        /** Record a dated proof where no room keeps any */
        post: operations["post-obligations-proofs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/obligations/reckoning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have everything reckoned anew */
        post: operations["post-obligations-reckoning"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/obstructions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What stands in the way of cameras */
        get: operations["get-obstructions"];
        put?: never;
        /** Report an obstruction */
        post: operations["post-obstructions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/obstructions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One obstruction */
        get: operations["get-obstructions-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/obstructions/{id}/clear": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record that the view is free again */
        post: operations["post-obstructions-one-clear"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/obstructions/{id}/tell": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue the notice to whoever obstructs */
        post: operations["post-obstructions-one-tell"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/official/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The access register */
        get: operations["get-official-applications"];
        put?: never;
        /** Receive an application at the counter */
        post: operations["post-official-applications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/official/applications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One application */
        get: operations["get-official-applications-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/official/applications/{id}/basic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Basic information that was granted, to look at or as a sheet */
        post: operations["post-official-applications-one-basic"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/official/applications/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close what everything followed of */
        post: operations["post-official-applications-one-close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/official/applications/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note evidence of conditions */
        post: operations["post-official-applications-one-evidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/official/applications/{id}/follow-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note a receipt, a return or a destruction */
        post: operations["post-official-applications-one-follow-up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/official/applications/{id}/grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Grant, in whole or in part */
        post: operations["post-official-applications-one-grant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/official/applications/{id}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Secure footage at once */
        post: operations["post-official-applications-one-hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/official/applications/{id}/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open footage to both officers */
        post: operations["post-official-applications-one-open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/official/applications/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse by the missing item */
        post: operations["post-official-applications-one-refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/official/applications/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a permission back */
        post: operations["post-official-applications-one-revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/official/applications/{id}/still": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One still picture, where copying was granted */
        post: operations["post-official-applications-one-still"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/official/applications/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The organ takes it back */
        post: operations["post-official-applications-one-withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/official/book": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue the register of a period */
        post: operations["post-official-book"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/official/confirmations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Applications that name me as an officer */
        get: operations["get-official-confirmations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/official/confirmations/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm by one's own account */
        post: operations["post-official-confirmations-one-confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/official/suspicions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reports to the police */
        get: operations["get-official-suspicions"];
        put?: never;
        /** Report suspicious information */
        post: operations["post-official-suspicions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/official/suspicions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One report */
        get: operations["get-official-suspicions-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/official/suspicions/{id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note the receipt of the police */
        post: operations["post-official-suspicions-one-receipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Functions, levels, divisions and trades */
        get: operations["get-organisation-kinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Organisations */
        get: operations["get-organisations"];
        put?: never;
        /** Register an organisation */
        post: operations["post-organisations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One organisation */
        get: operations["get-organisations-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change an organisation */
        patch: operations["patch-organisations-one"];
        trace?: never;
    };
    "/api/v1/oversight/alarms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is conspicuous in how footage was looked at */
        get: operations["get-oversight-alarms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oversight/alarms/{id}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a verdict on an alarm */
        post: operations["post-oversight-alarms-one-decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oversight/cameras": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cameras by name, to choose canaries from */
        get: operations["get-oversight-cameras"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oversight/canaries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cameras that nobody has a reason to open */
        get: operations["get-oversight-canaries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oversight/canaries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make a camera a canary */
        put: operations["put-oversight-canaries-one"];
        post?: never;
        /** Make a canary a camera like any other */
        delete: operations["delete-oversight-canaries-one"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oversight/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How reviews were done */
        get: operations["get-oversight-figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oversight/outputs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How pictures leave the house, and how each way is marked */
        get: operations["get-oversight-outputs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oversight/samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Acts drawn by chance for review */
        get: operations["get-oversight-samples"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oversight/samples/{seq}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a verdict on a sample */
        post: operations["post-oversight-samples-one-decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oversight/samples/{seq}/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look at the act of a sample */
        post: operations["post-oversight-samples-one-open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/paper-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Templates of documents */
        get: operations["get-paper-templates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/paper-templates/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One template with its texts */
        get: operations["get-paper-templates-one"];
        /** Save a text for a template */
        put: operations["put-paper-templates-one"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/paper-templates/{name}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Print a sample with a text that is not saved */
        post: operations["post-paper-templates-one-preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/paper-templates/{name}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go back to what stands below what was saved */
        post: operations["post-paper-templates-one-reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/paper-templates/{name}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was saved for a template, the newest first */
        get: operations["get-paper-templates-one-versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/paper-templates/{name}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version with its text */
        get: operations["get-paper-templates-one-versions-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People */
        get: operations["get-people"];
        put?: never;
        /** Register a person */
        post: operations["post-people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One person */
        get: operations["get-people-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a person */
        patch: operations["patch-people-one"];
        trace?: never;
    };
    "/api/v1/personal/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Applications of persons about their own image */
        get: operations["get-personal-requests"];
        put?: never;
        /** Receive an application */
        post: operations["post-personal-requests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/personal/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One application */
        get: operations["get-personal-requests-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/personal/requests/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that the identity document was checked */
        post: operations["post-personal-requests-one-check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/personal/requests/{id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End what was carried out */
        post: operations["post-personal-requests-one-finish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/personal/requests/{id}/grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Allow what is asked */
        post: operations["post-personal-requests-one-grant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/personal/requests/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse on a ground of the law, with reasons */
        post: operations["post-personal-requests-one-refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/personal/requests/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The person takes it back */
        post: operations["post-personal-requests-one-withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Places */
        get: operations["get-places"];
        put?: never;
        /** Make a place */
        post: operations["post-places"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/places/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One place */
        get: operations["get-places-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a place */
        patch: operations["patch-places-one"];
        trace?: never;
    };
    "/api/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Building plans */
        get: operations["get-plans"];
        put?: never;
        /** Draft a building plan */
        post: operations["post-plans"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version of a building plan */
        get: operations["get-plans-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a draft */
        patch: operations["patch-plans-one"];
        trace?: never;
    };
    "/api/v1/plans/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say why a point is kept that seems to be there */
        post: operations["post-plans-one-answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record the approval by the government of the same level */
        post: operations["post-plans-one-approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/build": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note which system came of an item */
        post: operations["post-plans-one-build"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look for points that are there already */
        post: operations["post-plans-one-check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/revise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Draft the next version of an approved plan */
        post: operations["post-plans-one-revise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lay a draft before the government */
        post: operations["post-plans-one-submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a submitted plan back */
        post: operations["post-plans-one-withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far duties are kept apart */
        get: operations["get-profile"];
        /** Keep duties apart, or join them */
        put: operations["put-profile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Construction projects */
        get: operations["get-projects"];
        put?: never;
        /** Record a construction project */
        post: operations["post-projects"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One construction project */
        get: operations["get-projects-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a construction project */
        patch: operations["patch-projects-one"];
        trace?: never;
    };
    "/api/v1/pushes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reminders of what is owed, of all systems */
        get: operations["get-pushes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Registrations refused */
        get: operations["get-refusals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/responsibilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Findings of who must build */
        get: operations["get-responsibilities"];
        put?: never;
        /** Find who must build */
        post: operations["post-responsibilities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/responsibilities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One finding */
        get: operations["get-responsibilities-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/responsibilities/{id}/issue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue the finding as a document */
        post: operations["post-responsibilities-one-issue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/responsibilities/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who must build, without keeping it */
        post: operations["post-responsibilities-preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cameras against the term their footage is kept for, the shortest first */
        get: operations["get-retention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention/cameras/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One camera against its term, to the second, judged now */
        get: operations["get-retention-cameras-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention/ceiling": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long footage stays past its term, why, and what is over */
        get: operations["get-retention-ceiling"];
        /** Set how long footage stays past its term */
        put: operations["put-retention-ceiling"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many cameras stand how */
        get: operations["get-retention-counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention/purposes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Longer purposes for which footage is kept */
        get: operations["get-retention-purposes"];
        put?: never;
        /** Register a longer purpose */
        post: operations["post-retention-purposes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention/purposes/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End it before its day */
        post: operations["post-retention-purposes-one-end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/right-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of rights */
        get: operations["get-right-changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/right-changes/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take note of a change that one person made */
        post: operations["post-right-changes-one-acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/right-changes/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm a change of rights as the second person */
        post: operations["post-right-changes-one-confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/right-changes/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw a proposed change of rights */
        post: operations["post-right-changes-one-withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/right-reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every right with its owner, reason and review */
        get: operations["get-right-reviews"];
        put?: never;
        /** Review one right of a quarter */
        post: operations["post-right-reviews"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/room-uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Coded uses of rooms */
        get: operations["get-room-uses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrecies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Systems that were marked as secret */
        get: operations["get-secrecies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I */
        get: operations["get-session"];
        put?: never;
        /** Log in */
        post: operations["post-session"];
        /** Log out */
        delete: operations["delete-session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin the own second factor */
        post: operations["post-session-factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put the own second factor in force */
        post: operations["post-session-factor-confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/factor/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the own second factor away */
        post: operations["post-session-factor-drop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/hand-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the shift: sign the next person in, with the pictures going on */
        post: operations["post-session-hand-over"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lock the controls of the own post; live pictures go on */
        post: operations["post-session-lock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go and sign in at the identity provider */
        post: operations["post-session-oidc"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/oidc/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log in with what the identity provider gave */
        post: operations["post-session-oidc-answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a passkey at the sign-in page */
        post: operations["post-session-passkey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/passkey/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log in by passkey */
        post: operations["post-session-passkey-answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the own password */
        post: operations["post-session-password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/sm2": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a text to sign at the sign-in page */
        post: operations["post-session-sm2"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/sm2/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log in by SM2 key */
        post: operations["post-session-sm2-answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/step-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prove anew who one is */
        post: operations["post-session-step-up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/step-up/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go and prove anew who one is at the identity provider */
        post: operations["post-session-step-up-oidc"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/step-up/oidc/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prove anew who one is with what the identity provider gave */
        post: operations["post-session-step-up-oidc-answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/step-up/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for one of the own passkeys */
        post: operations["post-session-step-up-passkey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/step-up/sm2": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a text to sign with an own SM2 key */
        post: operations["post-session-step-up-sm2"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sessions */
        get: operations["get-sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a session */
        delete: operations["delete-sessions-one"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Settings */
        get: operations["get-settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a setting */
        put: operations["put-settings-one"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a browser has come to */
        get: operations["get-setup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/signs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Signs */
        get: operations["get-signs"];
        put?: never;
        /** Record a sign that was put up */
        post: operations["post-signs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/signs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One sign */
        get: operations["get-signs-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a sign */
        patch: operations["patch-signs-one"];
        trace?: never;
    };
    "/api/v1/signs/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record a look at a sign */
        post: operations["post-signs-one-check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/signs/{id}/print": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue a sign to be hung up */
        post: operations["post-signs-one-print"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sounds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cameras whose sound was switched */
        get: operations["get-sounds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the platform is */
        get: operations["get-status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/systems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Video systems */
        get: operations["get-systems"];
        put?: never;
        /** Make a video system */
        post: operations["post-systems"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/systems/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One video system */
        get: operations["get-systems-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a video system */
        patch: operations["patch-systems-one"];
        trace?: never;
    };
    "/api/v1/systems/{id}/binder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The archive of a system */
        get: operations["get-systems-one-binder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/systems/{id}/binder/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** File a paper */
        post: operations["post-systems-one-binder-entries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/systems/{id}/binder/entries/{entry}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Correct a paper that is not sealed */
        patch: operations["patch-systems-one-binder-entries-one"];
        trace?: never;
    };
    "/api/v1/systems/{id}/binder/handovers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand the archive over */
        post: operations["post-systems-one-binder-handovers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/systems/{id}/binder/index": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue the index of the archive */
        post: operations["post-systems-one-binder-index"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/systems/{id}/binder/seals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Seal what is not sealed yet */
        post: operations["post-systems-one-binder-seals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/systems/{id}/binder/technicians": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List a technician */
        post: operations["post-systems-one-binder-technicians"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/systems/{id}/binder/technicians/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Correct a technician */
        patch: operations["patch-systems-one-binder-technicians-one"];
        trace?: never;
    };
    "/api/v1/systems/{id}/connection-record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue the connection record of a system */
        post: operations["post-systems-one-connection-record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/systems/{id}/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a system's neighbours have consented */
        get: operations["get-systems-one-consent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/systems/{id}/give-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove a system for which no fact asks for a report */
        post: operations["post-systems-one-give-up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/systems/{id}/life": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a system stands in its life, and what may come next */
        get: operations["get-systems-one-life"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/systems/{id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a system a step on in its life */
        post: operations["post-systems-one-move"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/systems/{id}/pushes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reminders of what is owed for a system */
        get: operations["get-systems-one-pushes"];
        put?: never;
        /** Remind a party of a system */
        post: operations["post-systems-one-pushes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/systems/{id}/secrecy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mark a system as secret, or not */
        put: operations["put-systems-one-secrecy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/systems/{id}/sign-cover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cameras of a system without a checked sign */
        get: operations["get-systems-one-sign-cover"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/systems/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to a system */
        get: operations["get-systems-one-timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Places, systems and cameras with their state */
        get: operations["get-tree"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/upgrade-demands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What systems from before the order are held against */
        get: operations["get-upgrade-demands"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/upgrades": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Assessments of systems from before the order */
        get: operations["get-upgrades"];
        put?: never;
        /** Assess a system */
        post: operations["post-upgrades"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/upgrades/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One assessment */
        get: operations["get-upgrades-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change an assessment or its plan */
        patch: operations["patch-upgrades-one"];
        trace?: never;
    };
    "/api/v1/upgrades/{id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record that the gaps were closed */
        post: operations["post-upgrades-one-finish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/upgrades/document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue the list of systems to be upgraded */
        post: operations["post-upgrades-document"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/upgrades/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Upgrades by department */
        get: operations["get-upgrades-progress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The address that is told of days that come near */
        get: operations["get-webhook"];
        /** Change it */
        put: operations["put-webhook"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was sent to it, newest first */
        get: operations["get-webhook-deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send it a message without content */
        post: operations["post-webhook-test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/acceptances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Acceptances */
        get: operations["get-works-acceptances"];
        put?: never;
        /** Arrange an acceptance, or the re-check */
        post: operations["post-works-acceptances"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/acceptances/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One acceptance */
        get: operations["get-works-acceptances-one"];
        /** Write on an open acceptance */
        put: operations["put-works-acceptances-one"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/acceptances/{id}/conclude": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Conclude an acceptance */
        post: operations["post-works-acceptances-one-conclude"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/acceptances/{id}/measure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have the running system measure itself */
        post: operations["post-works-acceptances-one-measure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of position, function, direction */
        get: operations["get-works-changes"];
        put?: never;
        /** Ask for a change, or record a maintenance */
        post: operations["post-works-changes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/changes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One change */
        get: operations["get-works-changes-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/changes/{id}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a change, or not */
        post: operations["post-works-changes-one-decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/changes/{id}/execute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record that a change was carried out */
        post: operations["post-works-changes-one-execute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/changes/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Verify a change */
        post: operations["post-works-changes-one-verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/disclosures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Disclose a removal that danger forced */
        post: operations["post-works-disclosures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/existing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enter a system that stands already */
        post: operations["post-works-existing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/filings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Filings */
        get: operations["get-works-filings"];
        put?: never;
        /** Submit a filing */
        post: operations["post-works-filings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/filings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One filing */
        get: operations["get-works-filings-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/filings/{id}/receive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Receive a filing; no approval */
        post: operations["post-works-filings-one-receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/filings/{id}/resubmit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand in again what was returned */
        post: operations["post-works-filings-one-resubmit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/filings/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Return a filing for correction */
        post: operations["post-works-filings-one-return"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/outages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Interruptions */
        get: operations["get-works-outages"];
        put?: never;
        /** Record an interruption */
        post: operations["post-works-outages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/outages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One interruption */
        get: operations["get-works-outages-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/outages/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End an interruption */
        post: operations["post-works-outages-one-restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/removals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reports of removal */
        get: operations["get-works-removals"];
        put?: never;
        /** Report a removal or relocation */
        post: operations["post-works-removals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/removals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One report */
        get: operations["get-works-removals-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/removals/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Acknowledge a report; no approval */
        post: operations["post-works-removals-one-acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/removals/{id}/execute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record that the devices were taken down */
        post: operations["post-works-removals-one-execute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/removals/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Verify a removal; the register follows */
        post: operations["post-works-removals-one-verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/removals/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a report back */
        post: operations["post-works-removals-one-withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/todos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is still owed */
        get: operations["get-works-todos"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/works/todos/{id}/done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Something owed was done */
        post: operations["post-works-todos-one-done"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workstations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Workstations at which citizens look */
        get: operations["get-workstations"];
        put?: never;
        /** Register a workstation; answers with the code that binds it */
        post: operations["post-workstations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workstations/{id}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a workstation out of use */
        post: operations["post-workstations-one-remove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workstations/bind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bind this browser by the code */
        post: operations["post-workstations-bind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workstations/here": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which workstation this browser is */
        get: operations["get-workstations-here"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptanceBody: {
            /** @description Who arranges it: the building unit */
            builder?: string;
            /** @description Result of the test of time accuracy */
            clockTest?: string;
            contract?: string;
            designBasis?: string;
            files?: string[];
            finishedOn?: string;
            gb55029?: boolean;
            inspectionBody?: string;
            inspectionNo?: string;
            /** @description Number of the interface test (W168/11) */
            interfaceTest?: string;
            items?: components["schemas"]["CheckItem"][];
            opinion?: string;
            panel?: components["schemas"]["PanelMember"][];
            project?: string;
            rectify?: components["schemas"]["Rectification"][];
            samples?: components["schemas"]["ImageSample"][];
            standards?: string[];
            startedOn?: string;
            /**
             * Format: int64
             * @description Tested
             */
            storageDays?: number;
            /** Format: uuid */
            systemId: string;
            trialFrom?: string;
            trialRecord?: string;
            trialTo?: string;
        };
        AcceptanceEntry: {
            /** @description Who arranges it: the building unit */
            builder?: string;
            /** @description Result of the test of time accuracy */
            clockTest?: string;
            contract?: string;
            designBasis?: string;
            files?: string[];
            finishedOn?: string;
            gb55029?: boolean;
            inspectionBody?: string;
            inspectionNo?: string;
            /** @description Number of the interface test (W168/11) */
            interfaceTest?: string;
            items?: components["schemas"]["CheckItem"][];
            opinion?: string;
            panel?: components["schemas"]["PanelMember"][];
            project?: string;
            rectify?: components["schemas"]["Rectification"][];
            samples?: components["schemas"]["ImageSample"][];
            standards?: string[];
            startedOn?: string;
            /**
             * Format: int64
             * @description Tested
             */
            storageDays?: number;
            trialFrom?: string;
            trialRecord?: string;
            trialTo?: string;
        };
        AcceptanceView: {
            /** Format: uuid */
            by?: string;
            byName: string;
            /** @description change, measure, conclude */
            can: {
                [key: string]: string;
            };
            concludedOn?: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            documentId?: string;
            entry: components["schemas"]["AcceptanceEntry"];
            etag: string;
            /** Format: uuid */
            follows?: string;
            /** Format: uuid */
            id: string;
            measured?: components["schemas"]["CheckItem"][];
            /** Format: uuid */
            placeId: string;
            /** Format: int64 */
            round: number;
            /** @enum {string} */
            state: "open" | "passed" | "basic" | "failed";
            stated?: boolean;
            /** Format: uuid */
            systemId: string;
            /** Format: int64 */
            version: number;
        };
        AccessCamera: {
            /** Format: uuid */
            cameraId: string;
            name: string;
            system: string;
            /** Format: uuid */
            systemId: string;
        };
        AccessFigureCell: {
            act: string;
            authority?: string;
            /** @description Article it was refused by */
            clause?: string;
            /** Format: int64 */
            count: number;
            /** @enum {string} */
            outcome: "granted" | "refused";
        };
        AccessFiguresView: {
            /**
             * Format: int64
             * @description Smaller figures are not published
             */
            least: number;
            quarter: string;
            tables: components["schemas"]["AccessFigureTable"][];
        };
        AccessFigureTable: {
            cells: components["schemas"]["AccessFigureCell"][];
            /** @description Fewer than least, or none */
            few: boolean;
            /** @enum {string} */
            regime: "own" | "official" | "platform" | "citizen";
            /**
             * Format: int64
             * @description Sum of what is not shown by itself
             */
            rest: number;
            /**
             * Format: int64
             * @description 0 when few
             */
            total: number;
        };
        AccessLine: {
            /** Format: uuid */
            accountId?: string;
            act: string;
            applicant?: string;
            approver?: string;
            article?: string;
            /** Format: date-time */
            at: string;
            authority?: string;
            /** @description Those of the caller's scope */
            cameras: components["schemas"]["AccessCamera"][];
            /** Format: date-time */
            endedAt?: string;
            /**
             * Format: date-time
             * @description Footage
             */
            from?: string;
            login: string;
            matter?: string;
            name: string;
            officers: components["schemas"]["AccessOfficer"][];
            /**
             * Format: int64
             * @description How many more there were
             */
            otherCameras: number;
            /** @enum {string} */
            outcome: "granted" | "refused";
            purpose?: string;
            /** @description Code of a refusal */
            reason?: string;
            recipient?: string;
            /** @enum {string} */
            regime: "own" | "official" | "platform" | "citizen";
            /** @description For auditors */
            remote?: string;
            /**
             * Format: int64
             * @description Number of the act on record
             */
            seq: number;
            /** Format: int64 */
            servedBytes: number;
            /** Format: double */
            servedSeconds: number;
            /** Format: date-time */
            to?: string;
        };
        AccessOfficer: {
            card: string;
            name: string;
            unit: string;
        };
        AccessSystem: {
            name: string;
            /** Format: uuid */
            systemId: string;
        };
        AccountBody: {
            login: string;
            name: string;
        };
        AccountCertificateBodyBody: {
            /** @description PEM */
            certificate: string;
            /** @description Every certificate that this authority makes out to the same name, not just this one */
            holder?: boolean;
        };
        AccountMade: {
            account: components["schemas"]["AccountView"];
            /** @description Shown once; must be changed at the first login */
            oneTimePassword: string;
        };
        AccountOutsideBodyBody: {
            /** @description Value of the claim that the house goes by */
            mark: string;
        };
        AccountPatchBody: {
            disabled?: boolean;
            /** @description When the account stops by itself, RFC 3339; empty: never. Asked of whoever is here under a contract */
            endsAt?: string;
            name?: string;
            /** @description Where the person stands in the registers; empty fields cut the tie */
            of?: components["schemas"]["OfStruct"];
        };
        AccountView: {
            can: {
                [key: string]: string;
            };
            /**
             * Format: uuid
             * @description In answer to setting roles: the change that waits for a second person
             */
            changeId?: string;
            disabled: boolean;
            /**
             * Format: date-time
             * @description When the account stops by itself
             */
            endsAt?: string;
            etag: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            lastLogin?: string;
            /**
             * Format: date-time
             * @description Too many failures in a row; signing in is refused until then
             */
            lockedUntil?: string;
            login: string;
            mustChangePassword: boolean;
            name: string;
            /** Format: uuid */
            organisationId?: string;
            /** @description Has a passkey, which stands in for the code */
            passkey: boolean;
            /**
             * Format: uuid
             * @description In the register of people
             */
            personId?: string;
            roles: components["schemas"]["RoleView"][];
            /** @description Logs in with a one-time code besides the password */
            secondFactor: boolean;
        };
        AcknowledgeInBody: {
            /** @description Objection or advice */
            advice?: string;
        };
        Acknowledgement: {
            /** @description Objection or advice */
            advice?: string;
            by?: string;
            on?: string;
        };
        AdmitInBody: {
            /**
             * Format: int64
             * @description Bit rate of the main stream, kbit/s; left out when nobody knows
             */
            kbps?: number;
            name: string;
            /** @description Needed when the name, or that of the channel, sounds like a forbidden room */
            nameStatement?: string;
            /**
             * Format: uuid
             * @description Left out: the system's
             */
            placeId?: string;
            roomUse: string;
            /** @description Has a sub-stream as well */
            sub?: boolean;
            /** Format: uuid */
            systemId: string;
        };
        Agent: {
            /** @enum {string} */
            document: "id-card" | "passport" | "residence-permit" | "household-register" | "other";
            name: string;
            phone?: string;
            /** Format: uuid */
            proofId?: string;
            /**
             * @description near-relative: of somebody who died
             * @enum {string}
             */
            relation: "guardian" | "near-relative" | "authorised";
            /** @description Last four signs of its number */
            tail: string;
        };
        AlarmView: {
            /** Format: uuid */
            accountId: string;
            /**
             * Format: date-time
             * @description When it was first seen
             */
            at: string;
            /** @description What the auditor is called */
            by?: string;
            camera?: string;
            /**
             * Format: uuid
             * @description Of repeat and canary
             */
            cameraId?: string;
            /** Format: date-time */
            decided?: string;
            /** Format: uuid */
            id: string;
            name: string;
            note?: string;
            /** @enum {string} */
            pattern: "canary" | "own-name" | "outside" | "retried" | "proofs" | "night" | "volume" | "repeat" | "words";
            /**
             * Format: double
             * @description The middle of what others did that week
             */
            peers?: number;
            /**
             * Format: double
             * @description Acts; days of repeat, hours of volume
             */
            value: number;
            /**
             * @description Empty while it waits
             * @enum {string}
             */
            verdict?: "" | "justified" | "concern";
            /** @description Its Monday */
            week: string;
            /** @description The purpose that was given again and again */
            words?: string;
        };
        Amiss: {
            /** Format: uuid */
            cameraId?: string;
            detail: string;
            /** Format: date-time */
            from?: string;
            /** @description What does not fit: slot, footage, minute, chain, checkpoint, tree, leaf; more: too many to be listed */
            kind: string;
            /** Format: date-time */
            seen: string;
            /** @description Of the footage store: volume/number */
            slot?: string;
            /** Format: date-time */
            to?: string;
            /** @description As shiheng check names it */
            where: string;
        };
        AnswerBody: {
            /** @description The line of the cosignature, as the witness's program wrote it */
            answer: string;
        };
        Answered: {
            article: string;
            by: components["schemas"]["Signed"];
            granted: boolean;
            ground?: string;
            reason: string;
        };
        ApplicationBody: {
            about?: string;
            acts: ("view" | "retrieve" | "copy" | "viewBasic" | "retrieveBasic" | "copyBasic" | "forwardLive")[];
            /** @enum {string} */
            authority: "investigation" | "procuratorate" | "court" | "court-order" | "administrative" | "emergency" | "statutory";
            /** @description Legal basis of the case */
            basis?: string;
            cameraIds: string[];
            caseNumber?: string;
            clearance?: string;
            /** @enum {string} */
            clearanceLevel?: "secret" | "confidential" | "top-secret";
            evidence?: components["schemas"]["Evidence"];
            /** Format: date-time */
            from: string;
            /** @description Of statutory: the law that empowers the organ */
            law?: string;
            /** @description The applying organ, from wherever it is */
            organ: string;
            purpose: string;
            /** Format: date-time */
            to: string;
        };
        ApplicationLine: {
            acts: string[];
            authority: string;
            by: string;
            /** Format: int64 */
            cameras: number;
            /** Format: date-time */
            createdAt: string;
            /** @description The day by which something must follow */
            due?: string;
            /** Format: date-time */
            from: string;
            /** Format: uuid */
            id: string;
            matter: string;
            officers: string[];
            organ: string;
            part: boolean;
            /** @enum {string} */
            state: "received" | "completing" | "granted" | "refused" | "closed";
            /** Format: date-time */
            to: string;
        };
        ApplicationView: {
            about?: string;
            acts: ("view" | "retrieve" | "copy" | "viewBasic" | "retrieveBasic" | "copyBasic" | "forwardLive")[];
            /** @enum {string} */
            authority: "investigation" | "procuratorate" | "court" | "court-order" | "administrative" | "emergency" | "statutory";
            /** @description Why footage cannot be opened now */
            barred: components["schemas"]["Lack"][];
            /** @description Legal basis of the case */
            basis?: string;
            by: components["schemas"]["Attested"];
            cameraIds: string[];
            /** @description evidence, grant, refuse, open, forward, still, viewBasic, retrieveBasic, copyBasic, hold, revoke, withdraw, close, follow */
            can: {
                [key: string]: string;
            };
            caseNumber?: string;
            clearance?: string;
            /** @enum {string} */
            clearanceLevel?: "secret" | "confidential" | "top-secret";
            closedWhy?: string;
            conditions: components["schemas"]["ConditionState"][];
            copies: components["schemas"]["Copied"][];
            /** Format: date-time */
            createdAt: string;
            etag: string;
            /** Format: uuid */
            formId?: string;
            /** Format: date-time */
            from: string;
            /** Format: uuid */
            id: string;
            introduction?: components["schemas"]["Letter"];
            /** @description Of statutory: the law that empowers the organ */
            law?: string;
            /** Format: uuid */
            letterId?: string;
            /** Format: uuid */
            noteId?: string;
            notice?: components["schemas"]["Served"];
            officers: components["schemas"]["Officer"][];
            /** @description The applying organ, from wherever it is */
            organ: string;
            points: components["schemas"]["OfficialPoint"][];
            purpose: string;
            registered?: components["schemas"]["Attested"];
            ruling?: components["schemas"]["Ruling"];
            /** @description On hold from this application */
            secured: components["schemas"]["Secured"][];
            /** @enum {string} */
            state: "received" | "completing" | "granted" | "refused" | "closed";
            /** Format: date-time */
            to: string;
            used: components["schemas"]["Used"][];
            /** Format: int64 */
            version: number;
            viewings: components["schemas"]["Viewing"][];
        };
        ArchiveCardView: {
            archived: boolean;
            can: {
                [key: string]: string;
            };
            dueForRemoval: boolean;
            /** Format: uuid */
            id: string;
            live: string;
            name: string;
            /** Format: uuid */
            placeId: string;
            /** Format: int64 */
            required: number;
            /** Format: int64 */
            score: number;
            /** Format: uuid */
            systemId: string;
            /** Format: int64 */
            valid: number;
            /** @description A few fields, as far as the caller may read them */
            values: {
                [key: string]: string;
            };
        };
        ArchiveChangeView: {
            /** Format: date-time */
            at: string;
            /** @description Login */
            by: string;
            /** @description Of the fields the caller may read */
            changes: components["schemas"]["ArchiveFieldChangedView"][];
            created: boolean;
            /** Format: uuid */
            id: string;
            importId?: string;
            /**
             * Format: int64
             * @description How many more fields changed
             */
            others: number;
        };
        ArchiveDictionaryView: {
            /** @enum {string} */
            certainty: "sure" | "probable" | "unverified";
            en: string;
            id: string;
            source: string;
            values: components["schemas"]["ArchiveValueView"][];
            /** Format: int64 */
            version: number;
            zh: string;
        };
        ArchiveDifferenceView: {
            archive: string;
            by?: string;
            /**
             * @description What was said of this value
             * @enum {string}
             */
            decided: "" | "adopted" | "kept";
            /** Format: date-time */
            decidedAt?: string;
            device: string;
            field: string;
            /**
             * Format: double
             * @description Between the two positions
             */
            metres?: number;
            note?: string;
        };
        ArchiveFaultView: {
            code: string;
            field: string;
            /** @description Only for those who may read the field */
            params?: {
                [key: string]: string;
            };
        };
        ArchiveFieldChangedView: {
            field: string;
            new: string;
            old: string;
        };
        ArchiveFieldView: {
            code: string;
            /** @description Pictures of it must be brought in as confidential */
            confidential?: boolean;
            dictionary?: string;
            en: string;
            /** @description How a value is written */
            form: string;
            group: string;
            /** Format: double */
            high?: number;
            /** Format: double */
            low?: number;
            /** Format: int64 */
            max?: number;
            /** @description Kinds of point that have it; empty: all */
            only: string[];
            /** @description Kept by the register of cameras, shown here */
            register: boolean;
            /** @description Kinds of point for which it counts towards completeness */
            required: string[];
            zh: string;
        };
        ArchiveHitView: {
            /**
             * Format: double
             * @description Angle between the two axes, degrees; -1 when there is none to be told
             */
            apart: number;
            /**
             * Format: double
             * @description Of its optical axis, degrees from north; -1 when all round, unknown, or not for the caller
             */
            bearing: number;
            /** Format: uuid */
            id: string;
            /**
             * Format: double
             * @description -1 when the distance plays no part
             */
            metres: number;
            name: string;
            /** @description Fields in which it is alike */
            same: string[];
            /** Format: uuid */
            systemId: string;
        };
        ArchiveImportView: {
            /** Format: date-time */
            at: string;
            can: {
                [key: string]: string;
            };
            /** @description Fields that were found */
            columns: string[];
            /** Format: date-time */
            committedAt?: string;
            counts: components["schemas"]["Counts"];
            datum: string;
            file: string;
            /** Format: uuid */
            id: string;
            /** @description Columns that no field has */
            ignored: string[];
            /** @enum {string} */
            state: "previewed" | "committing" | "committed" | "undoing" | "undone" | "discarded";
            /** Format: date-time */
            undoneAt?: string;
        };
        ArchivePairView: {
            a: components["schemas"]["ArchiveHitView"];
            b: components["schemas"]["ArchiveHitView"];
            /** Format: double */
            metres: number;
        };
        ArchivePatchBody: {
            /**
             * @description Of the coordinates given; shifted ones are converted
             * @enum {string}
             */
            datum?: "wgs84" | "cgcs2000" | "gcj02" | "bd09";
            /** @description Fields to be set; an empty text takes a value away. Fields left out stay */
            values: {
                [key: string]: string;
            };
            /** @description Why pictures are taken off; asked for unless others take their place */
            why?: string;
        };
        ArchiveRecordView: {
            /** @description False while nobody filed it */
            archived: boolean;
            can: {
                [key: string]: string;
            };
            /** @description Faults of fields that do not count */
            doubts: components["schemas"]["ArchiveFaultView"][];
            /** @description A temporary point past its last day */
            dueForRemoval: boolean;
            etag: string;
            faults: components["schemas"]["ArchiveFaultView"][];
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: uuid */
            placeId: string;
            /** Format: int64 */
            required: number;
            /**
             * Format: int64
             * @description Completeness in hundredths of a per cent
             */
            score: number;
            /** Format: uuid */
            systemId: string;
            /** Format: date-time */
            updatedAt?: string;
            /** Format: int64 */
            valid: number;
            /** @description By field, in the one way each is written */
            values: {
                [key: string]: string;
            };
            /** @description Fields the caller may not read, filled or not (W168/29) */
            withheld: string[];
        };
        ArchiveRepeatView: {
            /** @description At most 20 */
            cameras: components["schemas"]["ArchiveHitView"][];
            /** Format: int64 */
            count: number;
            value: string;
        };
        ArchiveRowView: {
            /** @description The clause it was refused by */
            article?: string;
            /** Format: uuid */
            cameraId?: string;
            changes: components["schemas"]["ArchiveFieldChangedView"][];
            faults: components["schemas"]["ArchiveFaultView"][];
            /** Format: int64 */
            line: number;
            name: string;
            /** @description Code of why it was left */
            outcome?: string;
            /** @enum {string} */
            status: "new" | "changed" | "unchanged" | "refused" | "done" | "left";
        };
        ArchiveSayingView: {
            code: string;
            doEn: string;
            /** @description What to do about it */
            doZh: string;
            en: string;
            zh: string;
        };
        ArchiveSeenView: {
            archived: boolean;
            /** Format: uuid */
            cameraId?: string;
            cameraName?: string;
            /** Format: uuid */
            channelId: string;
            /** Format: uuid */
            deviceId: string;
            deviceName: string;
            differences: components["schemas"]["ArchiveDifferenceView"][];
            name: string;
            /** @description Says that it concerns secrets: refused (W168/29/2) */
            secrecy: boolean;
            /** Format: date-time */
            seenAt: string;
        };
        ArchiveTablesView: {
            /** @description What coordinates may be declared in */
            data: string[];
            dictionaries: components["schemas"]["ArchiveDictionaryView"][];
            fields: components["schemas"]["ArchiveFieldView"][];
            sayings: components["schemas"]["ArchiveSayingView"][];
        };
        ArchiveTotalsView: {
            /** Format: int64 */
            archived: number;
            /** Format: int64 */
            cameras: number;
            /**
             * Format: int64
             * @description Announced by devices; 0 unless the caller may know of all
             */
            channels: number;
            /**
             * Format: int64
             * @description With nothing missing
             */
            complete: number;
            /**
             * Format: int64
             * @description Completeness over all cameras, hundredths of a per cent
             */
            mean: number;
            /**
             * Format: int64
             * @description Of them without a camera
             */
            unlinked: number;
        };
        ArchiveValueView: {
            code: string;
            en: string;
            zh: string;
        };
        ArchiveWatchView: {
            /** Format: int64 */
            cameraMinutes: number;
            /** Format: date-time */
            heldLast?: string;
            /** Format: int64 */
            heldRead: number;
            /**
             * Format: int64
             * @description Sealed slots under hold: each is read within seven law-days
             */
            heldSlots: number;
            /**
             * Format: date-time
             * @description When the round before ended
             */
            last?: string;
            /**
             * Format: int64
             * @description Leaves that were looked at then
             */
            leaves: number;
            /**
             * Format: date-time
             * @description When the log was last held against rows and footage; missing before the first time
             */
            logChecked?: string;
            mismatches: components["schemas"]["MismatchView"][] | null;
            /**
             * Format: int64
             * @description Slots of this round that were read
             */
            read: number;
            /**
             * Format: int64
             * @description Sealed slots: each is read whole within thirty law-days
             */
            slots: number;
        };
        AreaBody: {
            /** @description Division code, or division code / trade: 320213, 320213/transport */
            area: string;
        };
        AskedRole: {
            camera?: string;
            /** Format: uuid */
            cameraId?: string;
            organisation?: string;
            /** Format: uuid */
            organisationId?: string;
            /** @description Its name */
            place?: string;
            /** Format: uuid */
            placeId?: string;
            role: string;
            system?: string;
            /** Format: uuid */
            systemId?: string;
            /** Format: date-time */
            until?: string;
        };
        Asker: {
            /** @description Number of the work identity card */
            card: string;
            name: string;
            unit: string;
        };
        Asking: {
            cameraIds: string[];
            /**
             * Format: uuid
             * @description The grant under which the caller watches
             */
            grantId: string;
            /** @description The account it is for */
            login: string;
            /** Format: int64 */
            minutes: number;
            purpose: string;
        };
        AttachmentView: {
            /** Format: date-time */
            addedAt: string;
            adder: string;
            /** @description retire */
            can: {
                [key: string]: string;
            };
            /** @description Each reading is on record */
            confidential: boolean;
            /** Format: uuid */
            id: string;
            name: string;
            /** @description A browser may show it in place */
            picture: boolean;
            /** Format: date-time */
            retiredAt?: string;
            retireReason?: string;
            sha256: string;
            /** Format: int64 */
            size: number;
            /** @description Nothing: not linked yet */
            subject?: components["schemas"]["SubjectView"];
            /** Format: uuid */
            supersededBy?: string;
            /** Format: uuid */
            supersedes?: string;
            /** @description Media type, told from the bytes */
            type: string;
        };
        Attempt: {
            answered?: components["schemas"]["Endpoint"];
            /** Format: date-time */
            began: string;
            diagnosis?: components["schemas"]["Diagnosis"];
            /** Format: date-time */
            ended?: string;
            exchange?: components["schemas"]["Message"][] | null;
            /** Format: date-time */
            firstFrame?: string;
            /** Format: date-time */
            firstKey?: string;
            /** Format: date-time */
            firstPacket?: string;
            kind: string;
            notes?: components["schemas"]["Diagnosis"][] | null;
            /** Format: int64 */
            number: number;
            offered?: components["schemas"]["Endpoint"];
            steps: components["schemas"]["Step"][] | null;
            tracks?: components["schemas"]["TrackFact"][] | null;
            traffic: components["schemas"]["Traffic"];
        };
        AttemptView: {
            attempt: components["schemas"]["Attempt"];
            /** @enum {string} */
            role: "main" | "sub";
        };
        Attested: {
            /** Format: uuid */
            accountId?: string;
            /** Format: date-time */
            at: string;
            name: string;
        };
        AuditView: {
            /** Format: uuid */
            accountId?: string;
            act: string;
            article: string;
            /** Format: date-time */
            at: string;
            cameraIds: string[];
            details: {
                [key: string]: string;
            };
            /** Format: uuid */
            id: string;
            name: string;
            objectId: string;
            objectKind: string;
            /** @enum {string} */
            outcome: "granted" | "refused";
            reason: string;
            remote: string;
            /** Format: int64 */
            seq: number;
        };
        BasicLine: {
            /** Format: uuid */
            cameraId: string;
            name: string;
            values: components["schemas"]["BasicValue"][];
        };
        BasicShown: {
            lines: components["schemas"]["BasicLine"][];
            /**
             * Format: uuid
             * @description The sheet that is handed out; absent when it was only looked at
             */
            paperId?: string;
        };
        BasicTaking: {
            /** @enum {string} */
            act: "viewBasic" | "retrieveBasic" | "copyBasic";
        };
        BasicValue: {
            en: string;
            value: string;
            zh: string;
        };
        BeatBody: {
            /** @description One text of the mark, as the page reads it from what it drew */
            drawn?: string;
            /** @description Nobody sees the page now: browsers let its clocks turn once a minute */
            hidden?: boolean;
            /** @description The word of the answer before; left out at first */
            nonce?: string;
        };
        BindBody: {
            code: string;
        };
        BinderEntry: {
            /**
             * Format: uuid
             * @description The electronic one
             */
            attachmentId?: string;
            /** @description It differs from what was sealed */
            broken: boolean;
            can: {
                [key: string]: string;
            };
            /** @enum {string} */
            confidentiality: "open" | "internal" | "confidential";
            /** Format: date-time */
            createdAt: string;
            /** @description Of the paper */
            date: string;
            /** Format: uuid */
            documentId?: string;
            etag: string;
            filedBy: string;
            /** Format: uuid */
            id: string;
            /** @description Where the paper original is */
            location?: string;
            /** @description Who made it */
            maker: string;
            /** Format: int64 */
            pages?: number;
            sealed: boolean;
            sha256?: string;
            slot: string;
            /** Format: uuid */
            supersededBy?: string;
            /** Format: uuid */
            supersedes?: string;
            /** Format: uuid */
            systemId: string;
            title: string;
            /** Format: int64 */
            version: number;
        };
        BinderPerson: {
            /** @description Of the professional certificate */
            certificateNo?: string;
            /** Format: date-time */
            createdAt: string;
            etag: string;
            from: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            role: "design" | "construction" | "supervision" | "acceptance" | "maintenance";
            /** Format: uuid */
            systemId: string;
            to?: string;
            unit: string;
            /** Format: int64 */
            version: number;
        };
        BinderSeal: {
            /** Format: date-time */
            at: string;
            by: string;
            /** Format: int64 */
            count: number;
            hash: string;
            /** Format: uuid */
            id: string;
            /** @description Its own digest fits its list */
            whole: boolean;
        };
        BinderSlot: {
            article: string;
            code: string;
            en: string;
            /** @description The oldest first; what was superseded is among them */
            entries: components["schemas"]["BinderEntry"][];
            mandatory: boolean;
            /** @enum {string} */
            need: "always" | "built" | "trial" | "accepted" | "in-use" | "filed" | "changed" | "upgraded" | "inspected" | "removed";
            /** Format: int64 */
            no: number;
            zh: string;
        };
        BinderView: {
            /** @description file, seal, handOver, technician, index; record: of its connection */
            can: {
                [key: string]: string;
            };
            completeness: components["schemas"]["Completeness"];
            /** @description The oldest first */
            handovers: components["schemas"]["Handover"][];
            /** @description Who has it now */
            keeper: string;
            name: string;
            seals: components["schemas"]["BinderSeal"][];
            slots: components["schemas"]["BinderSlot"][];
            /** Format: uuid */
            systemId: string;
            technicians: components["schemas"]["BinderPerson"][];
            /** @description Every seal fits, and everything sealed is as it was */
            whole: boolean;
        };
        Brought: {
            /** @description The notice that nothing may be copied, photographed or spread was handed over */
            served?: components["schemas"]["NoticeEntry"];
            /** @description The clerk held person and identity document against each other just now */
            shown?: boolean;
            viewer?: components["schemas"]["ViewerEntry"];
        };
        BucketProbe: {
            /** Format: date-time */
            at: string;
            bucket: string;
            by: string;
            passed: boolean;
            trials: components["schemas"]["ProbeTrial"][];
        };
        BudgetLine: {
            /**
             * Format: int64
             * @description Yuan
             */
            amount: number;
            note?: string;
            /**
             * @description fiscal: 财政; other: 非财政
             * @enum {string}
             */
            source: "fiscal" | "other";
            /** Format: int64 */
            year: number;
        };
        BuilderCase: {
            /**
             * @description Who builds as owner and user agreed; empty: no agreement
             * @enum {string}
             */
            agreed?: "owner" | "user";
            /**
             * Format: uuid
             * @description The agreement
             */
            agreementId?: string;
            /** @description Name of the government of the level */
            government?: string;
            manager?: string;
            owner?: string;
            /** @enum {string} */
            site: "city-road" | "rail-transit" | "bridge" | "tunnel" | "pedestrian-crossing" | "large-square" | "other";
            statePublic?: boolean;
            user?: string;
        };
        BuilderResult: {
            addressee: string;
            article: string;
            /** @enum {string} */
            party: "government" | "owner" | "user" | "manager";
            steps: components["schemas"]["BuilderStep"][];
        };
        BuilderStep: {
            article: string;
            /** @enum {string} */
            ask: "listed-site" | "agreement" | "state-public" | "owner";
            yes: boolean;
        };
        BuildingDutyView: {
            address: string;
            category: string;
            name: string;
            /** Format: uuid */
            placeId: string;
            /** @description Who must build, as found */
            responsible?: components["schemas"]["ResponsibilityView"];
            /** @enum {string} */
            standing: "built" | "building" | "missing";
            /**
             * Format: int64
             * @description At the place or below it, not removed
             */
            systems: number;
            /**
             * Format: int64
             * @description Those that watch it
             */
            working: number;
        };
        BuildingPlanView: {
            approval?: components["schemas"]["GovernmentApproval"];
            budget?: components["schemas"]["BudgetLine"][];
            built?: components["schemas"]["BuiltItem"][];
            can: {
                [key: string]: string;
            };
            check?: components["schemas"]["DuplicateCheck"];
            /** Format: date-time */
            createdAt: string;
            /** @description Division code (GB/T 2260) */
            division?: string;
            /** @description The unit that drafts */
            drafter: string;
            etag: string;
            /** Format: int64 */
            fromYear: number;
            /** Format: uuid */
            id: string;
            items?: components["schemas"]["WorkItem"][];
            /** @enum {string} */
            level: "city" | "county-city" | "district";
            progress: components["schemas"]["ItemProgress"][];
            /**
             * Format: int64
             * @description 1, 2, …: the version of the plan
             */
            revision: number;
            /** @enum {string} */
            state: "draft" | "submitted" | "approved" | "superseded";
            /** Format: date-time */
            submittedAt?: string;
            /** Format: uuid */
            supersedes?: string;
            title: string;
            /** Format: int64 */
            toYear: number;
            /** Format: int64 */
            version: number;
            /** @description Departments it is drafted with */
            with?: string[];
        };
        BuiltItem: {
            item: string;
            /** Format: uuid */
            systemId: string;
        };
        Bundle: {
            digest: string;
            /** Format: uuid */
            eventId: string;
            /**
             * Format: uuid
             * @description The list of electronic data
             */
            listId: string;
            /** Format: date-time */
            made?: string;
            sealed: boolean;
            /** @description Of the whole file */
            sha256?: string;
            /** Format: int64 */
            size?: number;
            stamped: boolean;
            /** @description Nothing recorded behind its end is in the log yet: that nothing is missing there cannot be proven */
            unanchored: boolean;
            /** @description Why there is no time stamp though an authority is set */
            unstamped?: string;
            /** @description Who cosigned the log it is proven by; none: the log alone signed */
            witnesses: string[];
        };
        CameraBody: {
            /**
             * Format: int64
             * @description When space runs out: 1 the most important … 4 does without first; 3 when left out
             */
            class?: number;
            code?: string;
            /** @description True when left out */
            enabled?: boolean;
            /**
             * Format: int64
             * @description Bit rate of the main stream, kbit/s; left out when nobody knows
             */
            kbps?: number;
            main?: components["schemas"]["SourceView"];
            name: string;
            /** @description Needed when the name, or that of its channel, sounds like a forbidden room */
            nameStatement?: string;
            /** Format: uuid */
            placeId: string;
            /** @description Left out: always */
            plan?: components["schemas"]["WindowView"][] | null;
            /** @description Needed when the camera is moved to where footage need be kept less long */
            reason?: string;
            /**
             * @description none when left out; edge: the device keeps the footage to its floor
             * @enum {string}
             */
            redundancy?: "none" | "edge";
            roomUse: string;
            sub?: components["schemas"]["SourceView"];
            /** Format: uuid */
            systemId: string;
        };
        CameraView: {
            can: {
                [key: string]: string;
            };
            /**
             * Format: int64
             * @description When space runs out: 1 the most important … 4 does without first
             */
            class: number;
            /** @description 20-digit code; confidential */
            code?: string;
            /** @description Connected and recorded by its plan */
            enabled: boolean;
            etag: string;
            /** Format: int64 */
            floorDays: number;
            /**
             * @description Empty while it stands at its point
             * @enum {string}
             */
            gone: "" | "removed" | "lost";
            /** @description YYYY-MM-DD, empty while it stands */
            goneOn: string;
            /** Format: uuid */
            id: string;
            /**
             * Format: int64
             * @description Bit rate of the main stream as the maintainer knows it, kbit/s; 0 when nobody said
             */
            kbps: number;
            live: components["schemas"]["LiveView"];
            main?: components["schemas"]["SourceView"];
            name: string;
            /** @description Why a name that sounds like a forbidden room stands for a lawful one */
            nameStatement?: string;
            /** Format: uuid */
            placeId: string;
            /** @description When it is recorded; empty: always */
            plan: components["schemas"]["WindowView"][];
            /**
             * @description Where its footage is kept besides our disks; edge: the device keeps it to its floor
             * @enum {string}
             */
            redundancy: "none" | "edge";
            roomUse: string;
            /** @description A practice camera of the program's own */
            simulated: boolean;
            sub?: components["schemas"]["SourceView"];
            /** Format: uuid */
            systemId: string;
            /**
             * Format: date-time
             * @description When a practice store stops connecting a real camera
             */
            tryUntil?: string;
        };
        CanaryPutBody: {
            note?: string;
        };
        CanaryView: {
            /** Format: date-time */
            at: string;
            by?: string;
            /** Format: uuid */
            cameraId: string;
            name: string;
            note?: string;
        };
        CatalogueChange: {
            after: string;
            before: string;
            name: string;
            rule: string;
            /** Format: uuid */
            systemId: string;
        };
        CatalogueChanges: {
            /**
             * Format: int64
             * @description How many systems; those of the own scope among the first 500 are named
             */
            changed: number;
            changes: components["schemas"]["CatalogueChange"][];
            /** Format: int64 */
            in: number;
            /**
             * Format: int64
             * @description Their day is another
             */
            moved: number;
            /** Format: int64 */
            out: number;
        };
        CatalogueDraftBody: {
            exceptions: components["schemas"]["CatalogueException"][];
            note?: string;
            rules: components["schemas"]["CatalogueRule"][];
            title: string;
        };
        CatalogueException: {
            add: boolean;
            /** @description Of an added one, YYYY-MM-DD */
            due?: string;
            reason: string;
            /** Format: uuid */
            systemId: string;
        };
        CatalogueItemView: {
            /** Format: date */
            due: string;
            name: string;
            reason: string;
            /** @description Code of the rule; empty for one that was added */
            rule: string;
            /** Format: uuid */
            systemId: string;
        };
        CataloguePreview: {
            byRule: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description How many systems; those of the own scope among the first 500 are named
             */
            changed: number;
            changes: components["schemas"]["CatalogueChange"][];
            /** Format: int64 */
            items: number;
        };
        CatalogueRule: {
            /** @description Any of W8-01 … W8-10 */
            categories: string[];
            /** @description Any of A7G, A7O, A9, A33 */
            classes: string[];
            /** @description Unique within the edition */
            code: string;
            /** @description Division codes; empty for the whole city */
            divisions: string[];
            /**
             * Format: date
             * @description The day by which the systems are connected
             */
            due: string;
            keySecurityUnit: boolean;
            keyTarget: boolean;
            title: string;
            trades: string[];
        };
        CatalogueVersionView: {
            can: {
                [key: string]: string;
            };
            /** Format: date-time */
            draftedAt: string;
            etag: string;
            exceptions: components["schemas"]["CatalogueException"][];
            /** Format: uuid */
            id: string;
            /**
             * Format: int64
             * @description Systems a published edition lists
             */
            items: number;
            note: string;
            /** Format: int64 */
            number: number;
            /** Format: date-time */
            publishedAt?: string;
            rules: components["schemas"]["CatalogueRule"][];
            /** @enum {string} */
            status: "draft" | "published" | "superseded";
            title: string;
        };
        CeilingBody: {
            /**
             * Format: int64
             * @description Law-days past the term of each camera; never below 0
             */
            days: number;
            /** @description Why footage that has met its term is still needed */
            reason: string;
        };
        CeilingView: {
            by?: string;
            /** @description ceiling */
            can: {
                [key: string]: string;
            };
            /** Format: date-time */
            changedAt?: string;
            /** Format: int64 */
            days: number;
            etag: string;
            /** @description All sealed footage by what is decided of it now, without personal data */
            footage: components["schemas"]["FootageOver"][];
            reason: string;
        };
        CertificateBody: {
            /**
             * Format: uuid
             * @description The certificate itself
             */
            attachmentId?: string;
            /** @description The last day it counts; empty: no end */
            expires?: string;
            /** @description The unit it was given to */
            holder: string;
            issued: string;
            issuer: string;
            /** @enum {string} */
            kind: "design" | "construction" | "maintenance" | "product-certification" | "product-test";
            model?: string;
            number: string;
            /** @enum {string} */
            of: "contractor" | "product";
            /** @description Its issuer took it back */
            withdrawn?: boolean;
        };
        CertificateView: {
            /**
             * Format: uuid
             * @description The certificate itself
             */
            attachmentId?: string;
            can: {
                [key: string]: string;
            };
            /** Format: date-time */
            createdAt: string;
            etag: string;
            /** @description The last day it counts; empty: no end */
            expires?: string;
            /** @description The unit it was given to */
            holder: string;
            /** Format: uuid */
            id: string;
            issued: string;
            issuer: string;
            /** @enum {string} */
            kind: "design" | "construction" | "maintenance" | "product-certification" | "product-test";
            model?: string;
            number: string;
            /** @enum {string} */
            of: "contractor" | "product";
            /** @enum {string} */
            validity: "valid" | "expiring" | "expired" | "not-yet" | "withdrawn";
            /** Format: int64 */
            version: number;
            /** @description Its issuer took it back */
            withdrawn?: boolean;
        };
        ChangeBody: {
            after?: components["schemas"]["Posture"];
            before?: components["schemas"]["Posture"];
            /**
             * Format: uuid
             * @description Left out for a rebuilding
             */
            cameraId?: string;
            files?: string[];
            /** @enum {string} */
            kind: "repair" | "replacement" | "position" | "function" | "direction" | "rebuilding";
            /** @description Privacy re-check: result */
            privacy?: string;
            stillCovered?: boolean;
            /** Format: uuid */
            systemId: string;
            why: string;
        };
        ChangeConfirmBody: {
            /** @description Of the change as it was read */
            digest: string;
        };
        ChangeEntry: {
            after?: components["schemas"]["Posture"];
            before?: components["schemas"]["Posture"];
            /**
             * Format: uuid
             * @description Left out for a rebuilding
             */
            cameraId?: string;
            files?: string[];
            /** @enum {string} */
            kind: "repair" | "replacement" | "position" | "function" | "direction" | "rebuilding";
            /** @description Privacy re-check: result */
            privacy?: string;
            stillCovered?: boolean;
            why: string;
        };
        ChangeView: {
            /** Format: uuid */
            by?: string;
            byName: string;
            /** @description decide, execute, verify */
            can: {
                [key: string]: string;
            };
            /** Format: date-time */
            createdAt: string;
            decidedBy?: string;
            decidedOn?: string;
            decision?: string;
            /** Format: uuid */
            documentId?: string;
            entry: components["schemas"]["ChangeEntry"];
            etag: string;
            executedBy?: string;
            executedOn?: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            placeId: string;
            result?: string;
            /** @enum {string} */
            state: "requested" | "approved" | "refused" | "executed" | "verified";
            /** Format: uuid */
            systemId: string;
            verifiedBy?: string;
            verifiedOn?: string;
            /** Format: int64 */
            version: number;
        };
        ChannelView: {
            /**
             * Format: uuid
             * @description The camera it was admitted as
             */
            cameraId?: string;
            can: {
                [key: string]: string;
            };
            code: string;
            /** Format: uuid */
            id: string;
            manufacturer: string;
            /**
             * Format: date-time
             * @description Since when whole catalogues no longer list it
             */
            missingSince?: string;
            model: string;
            name: string;
            parent: string;
            /** @description A camera by its code */
            playable: boolean;
            /**
             * Format: date-time
             * @description Last catalogue that named it
             */
            seenAt: string;
            /** @description ON or OFF as the device says */
            status: string;
        };
        CheckItem: {
            /** Format: date-time */
            measuredAt?: string;
            method?: string;
            /** @enum {string} */
            part: "construction" | "technical" | "documents" | "sign" | "privacy";
            passed: boolean;
            requirement: string;
            result?: string;
        };
        CitizenBookBody: {
            /** @enum {string} */
            flow: "missing" | "related";
            /** @description YYYY-MM-DD */
            from: string;
            to: string;
        };
        CitizenLine: {
            /** @description Who is missing, or what happened */
            about: string;
            /** Format: date-time */
            arrivedAt?: string;
            by: string;
            /** Format: int64 */
            cameras: number;
            /** @enum {string} */
            category?: "elderly" | "child" | "intellectual-disability" | "other";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            firstPictureAt?: string;
            /** @enum {string} */
            flow: "missing" | "related";
            /** Format: date-time */
            from: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            result?: "found" | "not-found" | "handed-over" | "looked" | "withdrawn";
            /** @enum {string} */
            stake?: "life" | "health" | "property" | "other";
            /** @enum {string} */
            state: "called" | "received" | "admitted" | "refused" | "closed";
            /** Format: date-time */
            to: string;
            viewer: string;
        };
        CitizenReason: {
            why: string;
        };
        CitizenRemark: {
            why?: string;
        };
        CitizenView: {
            /** Format: date-time */
            arrivedAt?: string;
            /** @description Why footage cannot be opened here and now */
            barred: components["schemas"]["Want"][];
            by: components["schemas"]["Witness"];
            cameraIds: string[];
            /** @description evidence, admit, consent, refuse, decline, extend, open, sight, mask, revoke, close */
            can: {
                [key: string]: string;
            };
            /** Format: date-time */
            createdAt: string;
            etag: string;
            /** Format: date-time */
            firstPictureAt?: string;
            /** @enum {string} */
            flow: "missing" | "related";
            /** Format: uuid */
            formId?: string;
            /** Format: date-time */
            from: string;
            /**
             * Format: int64
             * @description How soon after arrival the first picture should be there
             */
            goalMinutes: number;
            /** Format: uuid */
            handOverId?: string;
            /** Format: uuid */
            id: string;
            interest?: components["schemas"]["Interest"];
            /** @description What is missing before it may be admitted */
            lacks: components["schemas"]["Want"][];
            looks: components["schemas"]["Look"][];
            maskOthers: boolean;
            /** Format: uuid */
            noteId?: string;
            notice?: components["schemas"]["Told"];
            outcome?: components["schemas"]["Outcome"];
            person?: components["schemas"]["MissingPerson"];
            points: components["schemas"]["LookPoint"][];
            revokedWhy?: string;
            ruling?: components["schemas"]["Verdict"];
            /** @description What was shown, a stretch of a camera each */
            seen: components["schemas"]["Seen"][];
            sightings: components["schemas"]["Sighting"][];
            /** @enum {string} */
            state: "called" | "received" | "admitted" | "refused" | "closed";
            /** Format: date-time */
            to: string;
            /** Format: int64 */
            version: number;
            viewer?: components["schemas"]["Viewer"];
        };
        Claimant: {
            /** @enum {string} */
            document: "id-card" | "passport" | "residence-permit" | "household-register" | "other";
            name: string;
            phone?: string;
            /** @description Last four signs of its number */
            tail: string;
        };
        ClaimBody: {
            login: string;
            name: string;
            password: string;
            /** @description The claim token the platform printed at its first start */
            token: string;
        };
        ClearanceBody: {
            /** @description Number of the document */
            document: string;
            /** @description Who determined it */
            issuer: string;
            /** @enum {string} */
            level: "secret" | "confidential" | "top-secret";
            /** Format: date-time */
            until: string;
        };
        ClearanceDropBody: {
            reason: string;
        };
        ClearancePutBody: {
            /** @description Number of the document */
            document: string;
            /** @description Who determined it */
            issuer: string;
            /** @enum {string} */
            level: "secret" | "confidential" | "top-secret";
            reason: string;
            /** Format: date-time */
            until: string;
        };
        ClearanceView: {
            by: string;
            /** @description give, withdraw */
            can: {
                [key: string]: string;
            };
            clearance?: components["schemas"]["ClearanceBody"];
            /** Format: date-time */
            from?: string;
            held: boolean;
        };
        Clearing: {
            /**
             * Format: uuid
             * @description The view, free again
             */
            afterId: string;
            on: string;
            outcome?: string;
        };
        CodeBody: {
            code: string;
        };
        CommandBody: {
            /**
             * Format: int64
             * @description -1 far, 1 near
             */
            focus?: number;
            /**
             * Format: int64
             * @description -1 closes, 1 opens
             */
            iris?: number;
            /** @description Of the preset that is set */
            name?: string;
            /**
             * Format: int64
             * @description Of a preset (1 to 255), cruise, scan or switch (1 is the wiper)
             */
            number?: number;
            /**
             * Format: int64
             * @description -1 left, 1 right
             */
            pan?: number;
            /**
             * Format: int64
             * @description Percent of the fastest; 50 when left out
             */
            speed?: number;
            /**
             * Format: int64
             * @description -1 down, 1 up
             */
            tilt?: number;
            /** @enum {string} */
            verb: "move" | "lens" | "preset-call" | "preset-set" | "preset-delete" | "cruise-start" | "scan-start" | "switch-on" | "switch-off";
            /**
             * Format: int64
             * @description -1 out, 1 in
             */
            zoom?: number;
        };
        Completeness: {
            /** Format: int64 */
            filled: number;
            /** Format: int64 */
            mandatory: number;
            /** @description Codes of mandatory slots with nothing in them */
            missing: string[];
            /**
             * Format: int64
             * @description Rounded down; 100 only when nothing is missing
             */
            percent: number;
        };
        ConcludeInBody: {
            /** @enum {string} */
            conclusion: "passed" | "basic" | "failed";
        };
        ConditionState: {
            article: string;
            lacks: components["schemas"]["Lack"][];
            met: boolean;
        };
        ConferenceBody: {
            agenda?: string[];
            attachmentIds?: string[];
            attending?: string[];
            chair: string;
            decisions?: string[];
            /** @enum {string} */
            level: "city" | "county-city" | "district";
            minutes?: string;
            on: string;
            title: string;
        };
        ConferenceView: {
            agenda?: string[];
            attachmentIds?: string[];
            attending?: string[];
            can: {
                [key: string]: string;
            };
            chair: string;
            /** Format: date-time */
            createdAt: string;
            decisions?: string[];
            etag: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            level: "city" | "county-city" | "district";
            minutes?: string;
            on: string;
            /**
             * Format: int64
             * @description Open tasks whose day is past
             */
            overdue: number;
            /** @enum {string} */
            state: "called" | "minuted";
            tasks: components["schemas"]["FollowUp"][];
            title: string;
            /** Format: int64 */
            version: number;
        };
        ConfirmationView: {
            acts: string[];
            /** Format: int64 */
            cameras: number;
            /** @description confirm */
            can: {
                [key: string]: string;
            };
            confirmed?: components["schemas"]["Confirmed"];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            from: string;
            /** Format: uuid */
            id: string;
            matter: string;
            officers: string[];
            organ: string;
            purpose: string;
            state: string;
            /** Format: date-time */
            to: string;
        };
        Confirmed: {
            /** Format: uuid */
            accountId?: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            how: "counter" | "account";
            name: string;
        };
        ConnectCounts: {
            /** Format: int64 */
            all: number;
            byLink: {
                [key: string]: number;
            };
            /** Format: int64 */
            overdue: number;
        };
        ConnectTaskView: {
            /** Format: int64 */
            cameras: number;
            /** @description record */
            can: {
                [key: string]: string;
            };
            /** Format: date */
            due: string;
            /**
             * Format: date-time
             * @description When it was connected for the first time
             */
            firstAt?: string;
            /** @description no-cameras, not-linked, peer-away, not-listed, no-picture, not-tested */
            lacking: string[];
            /** @enum {string} */
            link: "not-connected" | "partly" | "connected" | "interrupted";
            /** Format: int64 */
            linked: number;
            /** Format: int64 */
            listed: number;
            name: string;
            /** @description Its day has passed and it was never connected (W168/34/2) */
            overdue: boolean;
            /** Format: int64 */
            peers: number;
            /** Format: int64 */
            picture: number;
            /**
             * Format: date-time
             * @description When it was measured last
             */
            probedAt?: string;
            rule: string;
            /** Format: date-time */
            since: string;
            /** Format: uuid */
            systemId: string;
            /** @description Day of the newest interface test that passed, empty for none */
            tested: string;
        };
        ConsentView: {
            consented: boolean;
            /** @description Code and article of what is missing, empty when nothing is */
            reason: string;
        };
        ControlBody: {
            /**
             * Format: uuid
             * @description Under which the camera's picture is open
             */
            grantId: string;
            /** @description Why; needed to take it from somebody */
            reason?: string;
            /** @description Take it from whoever has it */
            urgent?: boolean;
        };
        ControlView: {
            /** @description A higher one has the camera; the control comes back by itself */
            aside: boolean;
            /** @description The camera was moved from where it belongs */
            away: boolean;
            /** Format: date-time */
            beganAt: string;
            /** @description Who has it meanwhile */
            by?: string;
            /** Format: uuid */
            cameraId: string;
            /** Format: uuid */
            grantId: string;
            /** Format: uuid */
            id: string;
            /** @description Colleagues cannot take it though nothing is done */
            locked: boolean;
            /**
             * Format: date-time
             * @description It does not go home before
             */
            stayUntil?: string;
            urgent: boolean;
        };
        Copied: {
            /** @enum {string} */
            act: "retrieve" | "copy" | "retrieveBasic" | "copyBasic";
            /** @enum {string} */
            done?: "returned" | "destroyed" | "kept-in-file";
            doneOn?: string;
            /** @description Return or destruction is due */
            due?: string;
            /** Format: uuid */
            receiptId?: string;
            receivedOn?: string;
        };
        Copy: {
            /** @description Address and bucket */
            bucket?: string;
            /** Format: uuid */
            cameraId: string;
            /** Format: date-time */
            copiedAt?: string;
            /** @description SHA-256 of the object */
            digest?: string;
            /** @description Why the last attempt brought nothing */
            failed?: string;
            /** Format: date-time */
            from: string;
            held: boolean;
            /**
             * Format: date-time
             * @description When it is tried again
             */
            next?: string;
            /** Format: int32 */
            number: number;
            object: components["schemas"]["Object"];
            /** @description SHA-256 root of its directory, as in its footer */
            root: string;
            /**
             * Format: date-time
             * @description When it was first owed
             */
            since: string;
            /**
             * Format: int64
             * @description In bytes, with its footer
             */
            size: number;
            /** @enum {string} */
            state: "waiting" | "kept" | "ended";
            /** Format: date-time */
            to: string;
            /** Format: int64 */
            tries?: number;
            /** Format: date-time */
            until?: string;
            /**
             * Format: int64
             * @description How often the slot had been taken: tells its earlier contents apart
             */
            use: number;
            /**
             * Format: date-time
             * @description When the object was last read and found the same
             */
            verifiedAt?: string;
            /** Format: uuid */
            volumeId: string;
        };
        Counts: {
            /** Format: int64 */
            changed: number;
            /** Format: int64 */
            done: number;
            /** Format: int64 */
            kept: number;
            /** Format: int64 */
            left: number;
            /** Format: int64 */
            new: number;
            /** Format: int64 */
            refused: number;
            /** Format: int64 */
            unchanged: number;
            /** Format: int64 */
            undone: number;
        };
        Custodian: {
            /** Format: uuid */
            accountId?: string;
            /** Format: date-time */
            at: string;
            name: string;
        };
        CustodyLine: {
            act: string;
            by: components["schemas"]["Custodian"];
            note?: string;
        };
        CustodyStep: {
            act: string;
            by: components["schemas"]["Doer"];
            note?: string;
        };
        DecideInBody: {
            approve: boolean;
            /** @description Required for a refusal */
            words?: string;
        };
        DecisionInBody: {
            /** @description True: the device is right; false: the archive is */
            adopt: boolean;
            /** @description The device's value as it was shown */
            device: string;
            field: string;
            note: string;
        };
        DeliveryView: {
            body: unknown;
            /** Format: date-time */
            doneAt?: string;
            fault?: string;
            /** Format: date-time */
            gaveUpAt?: string;
            key: string;
            kind: string;
            /** Format: date-time */
            madeAt: string;
            /** Format: date-time */
            nextAt?: string;
            /** @enum {string} */
            state: "pending" | "taken" | "given-up";
            /**
             * Format: int64
             * @description HTTP status of the last try; 0: no answer
             */
            status: number;
            /** Format: int64 */
            tries: number;
        };
        Demand: {
            basis: string;
            code: string;
            en: string;
            house: boolean;
            zh: string;
        };
        DeviceBody: {
            code: string;
            name?: string;
            options: components["schemas"]["DeviceOptions"];
        };
        DeviceOptions: {
            /** @description Address given to this device; empty: where its REGISTER arrived */
            advertise?: string;
            /** @enum {string} */
            charset?: "GB18030" | "UTF-8";
            /**
             * @description How the sub-stream is asked for
             * @enum {string}
             */
            dialect?: "streamnumber" | "streamprofile" | "stream" | "streamMode";
            /** @enum {string} */
            digest?: "MD5" | "SHA-256" | "SM3";
            /** @description Only read */
            hasPassword?: boolean;
            /** Format: int64 */
            keepaliveMisses?: number;
            /** Format: int64 */
            keepaliveSeconds?: number;
            /**
             * @description How pictures come
             * @enum {string}
             */
            media?: "tcp-passive" | "udp" | "tcp-active";
            /** @description Leave the Date header out of answers */
            noDate?: boolean;
            /** @description Only written, never read; empty keeps it */
            password?: string;
            /** @description Offer qop=auth */
            qop?: boolean;
            /** @description X-GB-Ver assumed when it sends none */
            version?: string;
        };
        DevicePatchBody: {
            name?: string;
            options?: components["schemas"]["DeviceOptions"];
        };
        DeviceView: {
            /** @description Where it calls from */
            address: string;
            /** @description May register; others are only listed */
            admitted: boolean;
            can: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @description When its catalogue came last
             */
            catalogAt?: string;
            /** Format: int64 */
            channels: number;
            /** @description 20 digits */
            code: string;
            etag: string;
            firmware: string;
            /** Format: uuid */
            id: string;
            /** @description Diagnosis code of what went wrong last; empty when all is well */
            lastError: string;
            /** Format: date-time */
            lastErrorAt?: string;
            /** @description Its particulars, for a technician */
            lastErrorText: string;
            /** Format: date-time */
            lastSeenAt?: string;
            manufacturer: string;
            model: string;
            name: string;
            options: components["schemas"]["DeviceOptions"];
            /** Format: date-time */
            registeredAt?: string;
            simulated: boolean;
            /** @enum {string} */
            state: "registered" | "offline" | "discovered";
            /** @description udp or tcp */
            transport: string;
            /** @description X-GB-Ver, such as 3.0 */
            version: string;
        };
        Diagnosis: {
            code: string;
            params?: {
                [key: string]: string;
            };
        };
        DisclosureBody: {
            cameraIds?: string[];
            cover?: string;
            danger: string;
            executed: components["schemas"]["Execution"];
            /** Format: uuid */
            systemId: string;
            whole?: boolean;
        };
        DivisionView: {
            code: string;
            en: string;
            zh: string;
        };
        DocumentCheckView: {
            checkCode: string;
            date: string;
            /**
             * Format: uuid
             * @description Only for those who may read it
             */
            documentId?: string;
            /** Format: date-time */
            issuedAt: string;
            number: string;
            /** @description Issued in a practice store: it proves nothing */
            practice: boolean;
            sha256: string;
            /** @enum {string} */
            state: "valid" | "superseded" | "voided";
            /** @description Number of the document that took its place */
            successor?: string;
            title: string;
            /** Format: date-time */
            voidedAt?: string;
            voidReason?: string;
        };
        DocumentKindView: {
            en: string;
            /** @description Number of the form, empty for letters */
            form: string;
            kind: string;
            /** @description How its numbers are written */
            number: string;
            /** @description In Chinese */
            title: string;
        };
        DocumentView: {
            /** @description pdf, void */
            can: {
                [key: string]: string;
            };
            checkCode: string;
            /** @description The day it bears, YYYY-MM-DD */
            date: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            issuedAt: string;
            issuer: string;
            kind: string;
            /** @description What the city calls the kind, in Chinese */
            kindName: string;
            kindNameEn: string;
            number: string;
            /** @description Of the electronic original; it stands on the paper */
            sha256: string;
            /** @enum {string} */
            state: "valid" | "superseded" | "voided";
            subject: components["schemas"]["SubjectView"];
            /** Format: uuid */
            supersededBy?: string;
            /** Format: uuid */
            supersedes?: string;
            /** @description What of its page did not come from the program: the city's templates, each with its version */
            templates?: string;
            title: string;
            /** Format: date-time */
            voidedAt?: string;
            /** Format: uuid */
            voidedBy?: string;
            voidReason?: string;
        };
        Doer: {
            /** Format: uuid */
            accountId?: string;
            /** Format: date-time */
            at: string;
            name: string;
            /** Format: uuid */
            organisationId?: string;
        };
        DuplicateCheck: {
            /** Format: date-time */
            at: string;
            found: components["schemas"]["PointDuplicate"][];
            near: components["schemas"]["NearRule"];
            /** @description Digest of the points that were looked at */
            of: string;
        };
        DutyCounts: {
            mine: components["schemas"]["StateCounts"];
            others: components["schemas"]["StateCounts"];
        };
        DutyProofBody: {
            attachmentIds?: string[] | null;
            /** Format: date */
            day: string;
            duty: string;
            note: string;
            /** Format: uuid */
            subjectId: string;
            /** @enum {string} */
            subjectKind: "system" | "place" | "organisation";
            /** @description Last day it counts */
            until?: string;
        };
        DutyProofView: {
            /** Format: date-time */
            at: string;
            attachmentIds: string[];
            by: string;
            day: string;
            duty: string;
            /** Format: uuid */
            id: string;
            note: string;
            superseded: boolean;
            until?: string;
        };
        Ending: {
            /** @enum {string} */
            result: "found" | "not-found" | "handed-over" | "looked" | "withdrawn";
            /** @description Of a hand-over: the unit of the police */
            unit?: string;
            what?: string;
            /** @description Of a hand-over: who took it */
            who?: string;
        };
        EndingEntry: {
            /** @enum {string} */
            how: "returned" | "destroyed";
            /** @description The day, YYYY-MM-DD */
            on: string;
            /** @description By whom, how, before whom */
            remark: string;
            /** Format: uuid */
            scanId?: string;
        };
        Endpoint: {
            address?: string;
            /** Format: int64 */
            port?: number;
            ssrc?: string;
            transport?: string;
        };
        EnteredView: {
            article: string;
            /** @enum {string} */
            ground: "acceptance" | "legacy" | "no-duty" | "not-accepted" | "not-used";
            life: components["schemas"]["LifeView"];
        };
        EntryBody: {
            /**
             * Format: uuid
             * @description The electronic one
             */
            attachmentId?: string;
            /** @enum {string} */
            confidentiality: "open" | "internal" | "confidential";
            /** @description Of the paper */
            date: string;
            /** @description Where the paper original is */
            location?: string;
            /** @description Who made it */
            maker: string;
            /** Format: int64 */
            pages?: number;
            slot: string;
            /** Format: uuid */
            supersedes?: string;
            title: string;
        };
        EquipmentView: {
            /** Format: int64 */
            count?: number;
            present?: boolean;
            what?: string;
        };
        Evidence: {
            letter?: components["schemas"]["LetterEntry"];
            officers?: components["schemas"]["OfficerEvidence"][] | null;
            registered?: boolean;
            /** @description The notice of the rules was handed over */
            served?: components["schemas"]["ServedEntry"];
        };
        Execution: {
            /** @description Photos after */
            after?: string[];
            /** @description Photos before */
            before?: string[];
            by?: string;
            devices?: components["schemas"]["TakenDevice"][];
            on?: string;
        };
        ExistingBody: {
            /** @description Number of the acceptance report */
            acceptanceReport?: string;
            acceptedOn?: string;
            builder?: string;
            category?: string;
            completed?: string;
            keySecurityUnit?: boolean;
            keyTarget?: boolean;
            /**
             * Format: uuid
             * @description Who maintains it (W168/27)
             */
            maintainerId?: string;
            name: string;
            noDutyReason?: string;
            /**
             * Format: uuid
             * @description Who runs it: the using unit
             */
            operatorId?: string;
            papers?: components["schemas"]["OwedPaper"][] | null;
            /** Format: uuid */
            placeId: string;
            publicClass?: string;
            /** @description Left out: not used yet */
            usedSince?: string;
        };
        Explanation: {
            code: string;
            en: string;
            nextEn: string;
            nextZh: string;
            params?: string[] | null;
            zh: string;
        };
        ExportCancelBody: {
            why: string;
        };
        ExportEnding: {
            by: components["schemas"]["Custodian"];
            /** @enum {string} */
            how: "returned" | "destroyed";
            /** @description The day, YYYY-MM-DD */
            on: string;
            /** @description By whom, how, before whom */
            remark: string;
            /** Format: uuid */
            scanId?: string;
        };
        ExportFailure: {
            article?: string;
            /** Format: date-time */
            at: string;
            code: string;
            params?: {
                [key: string]: string;
            };
        };
        ExportLine: {
            /** Format: date-time */
            askedAt: string;
            by: string;
            /**
             * Format: int64
             * @description Of footage
             */
            bytes: number;
            /** Format: int64 */
            cameras: number;
            case?: string;
            /** @description By which day it is returned or destroyed */
            due?: string;
            /** Format: date-time */
            from: string;
            /** Format: uuid */
            id: string;
            overdue: boolean;
            /** @description Of one that is being made */
            progress?: components["schemas"]["ExportProgress"];
            purpose: string;
            recipient: string;
            /** @enum {string} */
            regime: "official" | "own";
            /** @enum {string} */
            state: "queued" | "running" | "ready" | "handed-over" | "returned" | "destroyed" | "failed" | "cancelled" | "lapsed";
            /** Format: date-time */
            to: string;
            unit?: string;
        };
        ExportPortion: {
            /** Format: uuid */
            cameraId: string;
            name: string;
            role: string;
            /** Format: uuid */
            streamId: string;
        };
        ExportProgress: {
            /** Format: int64 */
            bytes: number;
            /** Format: int64 */
            chunks: number;
            /** Format: int64 */
            leftSeconds?: number;
            /** @enum {string} */
            stage: "waiting" | "footage" | "log" | "witness" | "stamp" | "sealing";
        };
        ExportView: {
            applicationId?: string;
            approver?: string;
            /** @description Article, such as W168/24 */
            basis: string;
            bundle?: components["schemas"]["Bundle"];
            by: components["schemas"]["Custodian"];
            /** Format: int64 */
            bytes: number;
            /** @description fetch, again, cancel, handOver, end */
            can: {
                [key: string]: string;
            };
            /** @description Number of the case, or what it is about */
            case?: string;
            /**
             * Format: int64
             * @description Of footage
             */
            chunks: number;
            ending?: components["schemas"]["ExportEnding"];
            etag: string;
            failure?: components["schemas"]["ExportFailure"];
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            gone?: string;
            /**
             * Format: uuid
             * @description Under which it is made and fetched
             */
            grantId: string;
            handing?: components["schemas"]["Handing"];
            /** @description What was done with it, the oldest first */
            history: components["schemas"]["CustodyLine"][];
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            keepUntil?: string;
            /** @description Of the file, without what ends it */
            name: string;
            /** @description It should have been returned or destroyed */
            overdue: boolean;
            portions: components["schemas"]["ExportPortion"][];
            /** @description While it is being made */
            progress?: components["schemas"]["ExportProgress"];
            purpose: string;
            recipient: string;
            /** @enum {string} */
            regime: "official" | "own";
            /** @enum {string} */
            state: "queued" | "running" | "ready" | "handed-over" | "returned" | "destroyed" | "failed" | "cancelled" | "lapsed";
            /** @description The file can be fetched */
            there: boolean;
            /** Format: date-time */
            to: string;
            /** @description The organ that gets it */
            unit?: string;
            useUntil?: string;
            /** Format: int64 */
            version: number;
        };
        ExportWanted: {
            /** Format: uuid */
            applicationId?: string;
            approver?: string;
            cameraIds: string[];
            /** Format: date-time */
            from: string;
            purpose?: string;
            recipient?: string;
            /** Format: date-time */
            to: string;
            /** @description Last day of use, YYYY-MM-DD */
            useUntil?: string;
        };
        ExtendBody: {
            /** @description Further ones; those there are stay */
            cameraIds: string[];
            /** Format: date-time */
            from?: string;
            /** Format: date-time */
            to?: string;
            why: string;
        };
        FactorBegun: {
            /** @description otpauth address, to be shown as a QR code */
            address: string;
            /** @description Base32, to be typed */
            secret: string;
        };
        FactorDropBody: {
            code: string;
            password: string;
        };
        FactorReady: {
            recoveryCodes: string[];
        };
        FactsView: {
            /** @description Item of W168/8: W8-01 … W8-10, or empty */
            category?: string;
            /** @description Key security unit */
            keySecurityUnit?: boolean;
            /** @description Anti-terror key target */
            keyTarget?: boolean;
            /** @description Class under R799: A7G, A7O, A9, A33, or empty */
            publicClass?: string;
        };
        FactValue: {
            article: string;
            code: string;
            en: string;
            zh: string;
        };
        FiguresPrintBody: {
            quarter: string;
        };
        FilingBody: {
            builder?: string;
            declared: boolean;
            designer?: string;
            files?: string[];
            /** @enum {string} */
            funding?: "public" | "other";
            installer?: string;
            /** @enum {string} */
            kind: "new" | "legacy-w168" | "legacy-r799" | "change" | "cancel";
            maintainer?: string;
            /** @description What changed, or why it is cancelled */
            reason?: string;
            scale: components["schemas"]["FilingScale"];
            /** Format: uuid */
            systemId: string;
            unit: components["schemas"]["FilingUnit"];
            usedSince?: string;
        };
        FilingEntry: {
            builder?: string;
            declared: boolean;
            designer?: string;
            files?: string[];
            /** @enum {string} */
            funding?: "public" | "other";
            installer?: string;
            /** @enum {string} */
            kind: "new" | "legacy-w168" | "legacy-r799" | "change" | "cancel";
            maintainer?: string;
            /** @description What changed, or why it is cancelled */
            reason?: string;
            scale: components["schemas"]["FilingScale"];
            unit: components["schemas"]["FilingUnit"];
            usedSince?: string;
        };
        FilingScale: {
            /** Format: int64 */
            cameras: number;
            connected?: boolean;
            /** @description Grade and number */
            mlps?: string;
            /** @enum {string} */
            network?: "private" | "government" | "internet";
            /** Format: int64 */
            recognising?: number;
            storage?: string;
            /** Format: int64 */
            storageDays: number;
            /** @description By type: dome, bullet, panoramic … */
            types?: string;
            /** Format: int64 */
            withPtz?: number;
            /** Format: int64 */
            withSound?: number;
        };
        FilingTurn: {
            answered?: string;
            by: string;
            correction: string;
            on: string;
        };
        FilingUnit: {
            address?: string;
            creditCode?: string;
            handler: string;
            handlerId?: string;
            /** @description Legal representative */
            head?: string;
            /** @description Person in charge of video */
            inCharge?: string;
            industry?: string;
            name: string;
            phone: string;
            type?: string;
        };
        FilingView: {
            article: string;
            /** Format: uuid */
            by?: string;
            byName: string;
            /** @description resubmit, return, receive */
            can: {
                [key: string]: string;
            };
            /** Format: date-time */
            createdAt: string;
            due?: string;
            entry: components["schemas"]["FilingEntry"];
            etag: string;
            /** Format: uuid */
            formId?: string;
            /** Format: uuid */
            id: string;
            /** @description Handed in, or still owed, after its day */
            late: boolean;
            number?: string;
            /** Format: uuid */
            placeId: string;
            /** Format: uuid */
            receiptId?: string;
            receivedBy?: string;
            receivedOn?: string;
            /** @enum {string} */
            state: "submitted" | "returned" | "received";
            submittedOn: string;
            /** Format: uuid */
            systemId: string;
            turns?: components["schemas"]["FilingTurn"][];
            /** Format: int64 */
            version: number;
        };
        FindingBody: {
            /** @description Files brought in before, such as photos */
            attachments?: string[] | null;
            /** Format: uuid */
            cameraId?: string;
            /** @description YYYY-MM-DD */
            due?: string;
            /** @description forbidden-room when left out */
            fault?: string;
            /** @description May be left out: an anonymous report */
            finder?: string;
            finderPhone?: string;
            handler?: string;
            note: string;
            /** Format: uuid */
            organisationId?: string;
            /** Format: uuid */
            placeId?: string;
            roomUse?: string;
            /**
             * @description staff when left out
             * @enum {string}
             */
            source?: "staff" | "citizen" | "inspector";
            spot?: string;
            /** Format: uuid */
            systemId?: string;
        };
        FindingCloseBody: {
            /** @description Needed to close a review of a field of view */
            attachments?: string[] | null;
            outcome: string;
            /** @description What whoever reported it was told */
            reply?: string;
            /**
             * @description corrected when left out
             * @enum {string}
             */
            verdict?: "corrected" | "unfounded" | "confirmed" | "transferred";
        };
        FindingKindView: {
            article: string;
            fault: string;
            /** @description A person may enter it */
            reportable: boolean;
        };
        FindingView: {
            article: string;
            /** Format: date-time */
            at: string;
            /** @description Who entered it; in the single view, empty when the platform did */
            by?: string;
            /** @description Found by the platform itself */
            byHouse: boolean;
            /** Format: uuid */
            cameraId?: string;
            can: {
                [key: string]: string;
            };
            /** Format: date-time */
            closedAt?: string;
            /** @description Who closed it; in the single view, empty when the platform did */
            closedBy?: string;
            /** @description YYYY-MM-DD */
            due?: string;
            /** @description One of GET /finding-kinds */
            fault: string;
            /** @description Shown to who may close findings, in the single view; empty for an anonymous one */
            finder?: string;
            finderPhone?: string;
            handler?: string;
            /** Format: uuid */
            id: string;
            note: string;
            /** Format: uuid */
            organisationId?: string;
            outcome: string;
            /** Format: uuid */
            placeId?: string;
            reply?: string;
            roomUse?: string;
            /** @enum {string} */
            source: "house" | "staff" | "citizen" | "inspector";
            /** @description Where exactly, in words */
            spot: string;
            /** Format: uuid */
            systemId?: string;
            /** @enum {string} */
            verdict?: "corrected" | "unfounded" | "confirmed" | "transferred";
        };
        FollowUp: {
            done?: string;
            due: string;
            key?: string;
            result?: string;
            what: string;
            /** @description The unit that does it */
            who: string;
        };
        FollowUpBody: {
            /** @enum {string} */
            done?: "returned" | "destroyed" | "kept-in-file";
            doneOn?: string;
            due?: string;
            /**
             * Format: int64
             * @description Which of copies
             */
            line: number;
            /** Format: uuid */
            receiptId?: string;
            receivedOn?: string;
        };
        FootageOver: {
            /** Format: int64 */
            bytes: number;
            /** @description held, young, age-unclear, kept, purpose, expired, clause, past-floor, over-cap, ordered, resumed */
            reason: string;
            /** Format: int64 */
            slots: number;
        };
        ForecastView: {
            /**
             * Format: int64
             * @description Footage in a day, at the pace of the last hours
             */
            bytesPerDay: number;
            /**
             * Format: double
             * @description Days footage must be kept, the mean over the cameras being recorded
             */
            floorDays: number;
            /** @description The room is no less than the floor asks for */
            lasts: boolean;
            /**
             * Format: double
             * @description When it does not last: in how many days nothing is left that may be deleted to make room
             */
            leftDays: number;
            /**
             * Format: double
             * @description What the pace was measured over, six hours at most
             */
            measuredSeconds: number;
            /**
             * Format: double
             * @description Days of that pace that fit
             */
            roomDays: number;
        };
        ForwardEnding: {
            why?: string;
        };
        ForwardPoint: {
            /** Format: uuid */
            cameraId: string;
            name: string;
            system: string;
        };
        ForwardView: {
            applicationId?: string;
            by: components["schemas"]["Party"];
            cameraIds: string[];
            /** @description open, end */
            can: {
                [key: string]: string;
            };
            /** Format: date-time */
            createdAt: string;
            ended?: components["schemas"]["TakenBack"];
            /** Format: uuid */
            id: string;
            points: components["schemas"]["ForwardPoint"][];
            purpose: string;
            /** Format: uuid */
            sourceId: string;
            /** @enum {string} */
            state: "running" | "over" | "ended";
            to: components["schemas"]["Party"];
            /** Format: date-time */
            until: string;
            /** Format: int64 */
            version: number;
        };
        FoundRemovedInBody: {
            note: string;
        };
        Gap: {
            demand: string;
            /** @enum {string} */
            met: "yes" | "no" | "n-a";
            note?: string;
        };
        GapView: {
            cause: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to?: string;
        };
        GiveUpInBody: {
            why: string;
        };
        GovernmentApproval: {
            /**
             * Format: uuid
             * @description The document itself
             */
            attachmentId: string;
            /** @enum {string} */
            level: "city" | "county-city" | "district";
            /** @description Number of the document */
            number: string;
            on: string;
            organ: string;
        };
        Grant: {
            accountId: string;
            act: string;
            /** Format: int64 */
            aheadSeconds?: number;
            basis: string;
            cameraIds: string[] | null;
            faint?: boolean;
            footage?: components["schemas"]["Span"];
            id: string;
            mark: string;
            masked: boolean;
            /** Format: int64 */
            quotaSeconds?: number;
            sessionId: string;
            /** Format: date-time */
            until: string;
        };
        GrantBody: {
            /** @enum {string} */
            act: "live" | "test" | "playback" | "snapshot" | "export";
            /** @description Who of the unit approved a copy; required for one */
            approver?: string;
            cameraIds: string[];
            /**
             * Format: date
             * @description Last day on which a copy may be used; required for one
             */
            expiresOn?: string;
            /**
             * Format: date-time
             * @description Of the footage; playback and export
             */
            from?: string;
            /** @description Required for a copy, and once a session for footage older than duty watching reaches */
            purpose?: string;
            /** @description Whom a copy is for; required for one */
            recipient?: string;
            /** Format: date-time */
            to?: string;
        };
        Granting: {
            acts?: ("view" | "retrieve" | "copy" | "viewBasic" | "retrieveBasic" | "copyBasic" | "forwardLive")[] | null;
            cameraIds?: string[] | null;
            /** Format: date-time */
            from?: string;
            /**
             * Format: int64
             * @description Of footage to be served in all; four times what is granted when empty
             */
            minutes?: number;
            /** @description Of less than was asked */
            reason?: string;
            returnBy?: string;
            /** Format: date-time */
            to?: string;
            /**
             * Format: date-time
             * @description When the permission ends; a week, and not after the letter, when empty
             */
            until?: string;
        };
        HandedGrant: {
            /** Format: uuid */
            fromId: string;
            grant: components["schemas"]["Grant"];
        };
        Handing: {
            by: components["schemas"]["Custodian"];
            /** @description Number of the work identity card, or of another paper */
            card: string;
            /** @description On what: a disc, a drive, a line */
            medium: string;
            /** @description Who took it */
            name: string;
            /** @description The day, YYYY-MM-DD */
            on: string;
            /** Format: uuid */
            receiptId: string;
            /**
             * Format: uuid
             * @description The receipt, signed
             */
            scanId?: string;
            /** @description Of the medium */
            serial?: string;
            unit: string;
        };
        HandingEntry: {
            /** @description Number of the work identity card, or of another paper */
            card: string;
            /** @description On what: a disc, a drive, a line */
            medium: string;
            /** @description Who took it */
            name: string;
            /** @description The day, YYYY-MM-DD */
            on: string;
            /**
             * Format: uuid
             * @description The receipt, signed
             */
            scanId?: string;
            /** @description Of the medium */
            serial?: string;
            unit: string;
        };
        Handover: {
            /** Format: date-time */
            createdAt: string;
            /** @description Empty for the first keeper */
            from?: string;
            /** Format: uuid */
            id: string;
            note?: string;
            on: string;
            /**
             * Format: uuid
             * @description The list that both signed
             */
            signedId: string;
            /** Format: uuid */
            systemId: string;
            to: string;
            /** Format: int64 */
            version: number;
        };
        HandoverBody: {
            /** @description Empty for the first keeper */
            from?: string;
            note?: string;
            on: string;
            /**
             * Format: uuid
             * @description The list that both signed
             */
            signedId: string;
            to: string;
        };
        HandOverView: {
            grants: components["schemas"]["HandedGrant"][];
            me: components["schemas"]["MeView"];
        };
        HeldCopies: {
            /**
             * Format: int64
             * @description Sealed slots of its footage
             */
            all: number;
            /** @description Address and bucket; empty when none is set */
            bucket: string;
            /**
             * Format: int64
             * @description Of what is kept
             */
            bytes: number;
            /** @description Whose last step brought nothing, twenty at most */
            failed: components["schemas"]["Copy"][];
            /**
             * Format: int64
             * @description Those of them with a second copy
             */
            kept: number;
            /** @description Not in the footage store any more: to be had from the second copy, twenty at most */
            lost: components["schemas"]["Copy"][];
            /**
             * Format: int64
             * @description Slots still being written
             */
            open: number;
            /** @description The bucket passed a probe that still counts */
            serves: boolean;
            /** Format: date-time */
            verifiedAt?: string;
        };
        HeldFootage: {
            /** Format: int64 */
            amiss?: number;
            /** Format: date-time */
            at?: string;
            /** Format: uuid */
            cameraId: string;
            owed: components["schemas"]["Stretch"][];
            pins: string[];
            /** @enum {string} */
            state: "secured" | "to-come" | "not-yet" | "nothing";
        };
        HeldRightView: {
            /** Format: uuid */
            accountId: string;
            camera?: string;
            /** Format: uuid */
            cameraId?: string;
            /** @description review */
            can: {
                [key: string]: string;
            };
            disabled: boolean;
            /** Format: date-time */
            from: string;
            /** @description Empty: the house itself */
            givenBy: string;
            /** Format: uuid */
            id: string;
            login: string;
            /** @description Whose it is */
            name: string;
            note: string;
            organisation?: string;
            /** Format: uuid */
            organisationId?: string;
            /** @description Its name */
            place?: string;
            /** Format: uuid */
            placeId?: string;
            quarter: string;
            /** @description Why it was given */
            reason: string;
            /** Format: date-time */
            reviewedAt?: string;
            reviewer: string;
            role: string;
            /**
             * @description Of the quarter's review
             * @enum {string}
             */
            state: "open" | "overdue" | "kept" | "withdrawn";
            system?: string;
            /** Format: uuid */
            systemId?: string;
            /** Format: date-time */
            until?: string;
        };
        HoldConfirmBody: {
            digest: string;
        };
        Holding: {
            cameraIds?: string[] | null;
            /** Format: date-time */
            from?: string;
            reason: string;
            /** Format: date-time */
            to?: string;
        };
        HoldLiftBody: {
            /** @description YYYY-MM-DD */
            day?: string;
            /** @description Of the written decision */
            number: string;
            /** @description Who decided */
            organ: string;
            reason: string;
            /** Format: uuid */
            scanId?: string;
        };
        HoldLine: {
            /** @description Something of it is known not to fit: such holds stand first */
            amiss: boolean;
            by: string;
            /** Format: int64 */
            cameras: number;
            /** Format: date-time */
            from: string;
            /** Format: uuid */
            id: string;
            /** @description Waits for a second person to lift it */
            lifting: boolean;
            matter: string;
            /** @description The outside organ that asked for it */
            organ?: string;
            /** @enum {string} */
            origin: "own" | "counter" | "found";
            /** @description The day of review has come */
            overdue: boolean;
            /** Format: date-time */
            placedAt: string;
            reason: string;
            reviewOn: string;
            /**
             * @description The worst of its cameras
             * @enum {string}
             */
            secured: "secured" | "to-come" | "not-yet" | "nothing";
            /** @enum {string} */
            state: "in-force" | "lifted";
            /** Format: date-time */
            to: string;
        };
        HoldPoint: {
            /** @description What of it is known not to fit: it is not to be called unaltered */
            amiss: components["schemas"]["Amiss"][];
            /** Format: uuid */
            cameraId: string;
            /** @description Empty when the register does not know it */
            name: string;
            /** @description The whole span, in order */
            parts: components["schemas"]["Stretch"][];
            /** @enum {string} */
            state: "secured" | "to-come" | "not-yet" | "nothing";
            system: string;
        };
        HoldRecord: {
            act: string;
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            id: string;
            /**
             * Format: int64
             * @description Its index in the log; missing while the log has not taken it
             */
            leaf?: number;
            /** Format: int64 */
            seq: number;
        };
        HoldReviewBody: {
            reason: string;
            /** @description YYYY-MM-DD */
            reviewOn: string;
        };
        HoldView: {
            acts: components["schemas"]["HoldRecord"][];
            applicationId?: string;
            /** @description Article, such as W168/29/2 */
            basis: string;
            /** @description review, lift, confirm, withdraw */
            can: {
                [key: string]: string;
            };
            etag: string;
            /** Format: date-time */
            from: string;
            /** @description What was done with it, the oldest first */
            history: components["schemas"]["CustodyStep"][];
            /** Format: uuid */
            id: string;
            items: components["schemas"]["HeldFootage"][];
            /** @description How it is to be lifted, or was */
            lifting?: components["schemas"]["Lifting"];
            matter: string;
            officer?: components["schemas"]["Asker"];
            organ?: string;
            /** @enum {string} */
            origin: "own" | "counter" | "found";
            /** @description The day of review has come */
            overdue: boolean;
            placed: components["schemas"]["Doer"];
            /** @description Its cameras, in the order of items */
            points: components["schemas"]["HoldPoint"][];
            reason: string;
            /** @description By that day somebody looks whether it is still needed */
            reviewOn: string;
            /** @enum {string} */
            state: "in-force" | "lifted";
            /** Format: date-time */
            to: string;
            units: {
                [key: string]: string;
            };
            /** Format: int64 */
            version: number;
        };
        Hole: {
            /** @description As on the timeline; erased and unexplained besides */
            cause: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
        };
        HomeBody: {
            /**
             * Format: int64
             * @description After the last command
             */
            afterSeconds: number;
            /**
             * Format: int64
             * @description Where there is no preset
             */
            cruise?: number;
            /** Format: int64 */
            preset?: number;
            reason?: string;
        };
        HomeView: {
            /** Format: int64 */
            afterSeconds: number;
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            awaySince?: string;
            by: string;
            /** Format: int64 */
            cruise?: number;
            etag: string;
            /** Format: int64 */
            preset?: number;
            reason?: string;
        };
        HookBody: {
            enabled: boolean;
            secret?: string;
            url: string;
        };
        HookTested: {
            key: string;
        };
        HookView: {
            /** Format: date-time */
            changedAt?: string;
            changedBy?: string;
            enabled: boolean;
            etag: string;
            hasSecret: boolean;
            url: string;
        };
        ImageSample: {
            /** Format: uuid */
            cameraId: string;
            /** Format: uuid */
            day?: string;
            /** Format: uuid */
            night?: string;
        };
        IncidentView: {
            code: string;
            params: {
                [key: string]: string;
            };
            /** Format: date-time */
            since: string;
        };
        IndicatorsView: {
            items: components["schemas"]["IndicatorView"][];
            /** Format: date-time */
            sweptAt?: string;
        };
        IndicatorView: {
            aim: components["schemas"]["TextView"];
            article: string;
            certainty: string;
            code: string;
            denominator: components["schemas"]["TextView"];
            excludes: components["schemas"]["TextView"];
            good?: boolean;
            later: components["schemas"]["TextView"];
            /** @description The lower the better */
            least: boolean;
            numerator: components["schemas"]["TextView"];
            /** @enum {string} */
            of: "place" | "system" | "camera" | "house" | "record";
            partial: components["schemas"]["TextView"];
            period: components["schemas"]["TextView"];
            source: components["schemas"]["TextView"];
            /** @enum {string} */
            state: "figured" | "no-data" | "not-kept";
            sum: components["schemas"]["SumView"];
            /** Format: double */
            target?: number;
            title: components["schemas"]["TextView"];
            /** Format: double */
            value?: number;
        };
        InstructionBody: {
            /** @description YYYY-MM-DD; required for shortage */
            expandBy?: string;
            head: string;
            /** @enum {string} */
            matter: "class-order" | "shortage";
            reference: string;
            /** @description YYYY-MM-DD */
            signed: string;
        };
        InstructionView: {
            can: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @description Withdrawn, or followed by another
             */
            endedAt?: string;
            /** Format: date-time */
            enteredAt: string;
            /** @description Day by which the disks are expanded; of shortage */
            expandBy?: string;
            /** @description Who signed it */
            head: string;
            /** Format: uuid */
            id: string;
            inForce: boolean;
            /**
             * @description In which order cameras do without; or that cameras are enabled which do not fit
             * @enum {string}
             */
            matter: "class-order" | "shortage";
            /** @description Number or title of the document */
            reference: string;
            /** @description Day, YYYY-MM-DD */
            signed: string;
        };
        Interest: {
            /** Format: date-time */
            happenedAt: string;
            /** @enum {string} */
            stake: "life" | "health" | "property" | "other";
            /** @description What happened, and what is to be looked for */
            what: string;
            where: string;
        };
        InterfaceStepView: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            check: "register" | "keepalive" | "catalog" | "play" | "records" | "playback" | "ptz" | "time";
            /** @description Why it is not passed */
            code: string;
            /** @description What was measured */
            facts: {
                [key: string]: string;
            };
            /** @enum {string} */
            result: "passed" | "failed" | "unproven" | "not-applicable";
            /** Format: int64 */
            tookMs: number;
        };
        InterfaceTestBody: {
            /** Format: uuid */
            cameraId: string;
        };
        InterfaceTestView: {
            /** Format: date-time */
            began: string;
            /** Format: uuid */
            cameraId: string;
            /** @description report */
            can: {
                [key: string]: string;
            };
            /** Format: uuid */
            documentId?: string;
            /** Format: date-time */
            ended?: string;
            /** Format: uuid */
            id: string;
            steps: components["schemas"]["InterfaceStepView"][];
            /** Format: uuid */
            systemId: string;
            /** @enum {string} */
            verdict: "running" | "passed" | "failed" | "unproven" | "broken-off";
        };
        ItemProgress: {
            item: string;
            name: string;
            state: string;
            /** Format: uuid */
            systemId: string;
        };
        JobView: {
            /** Format: int64 */
            all: number;
            /** Format: date-time */
            beganAt?: string;
            /**
             * Format: int64
             * @description Of all, in the work's own units
             */
            done: number;
            /** Format: date-time */
            endedAt?: string;
            /** Format: uuid */
            id: string;
            /** @description What is done, such as archive.import */
            kind: string;
            /** @description Why it failed */
            problem?: components["schemas"]["Problem"];
            /** @enum {string} */
            state: "waiting" | "running" | "done" | "failed";
            /** @description Identity of what it is done to */
            subject: string;
        };
        KeyMade: {
            key: components["schemas"]["KeyView"];
            /** @description Empty unless this is the account's first second factor */
            recoveryCodes: string[];
        };
        KeyPatchBody: {
            name: string;
        };
        KeyQuestion: {
            /** @description For navigator.credentials: PublicKeyCredentialCreationOptionsJSON or PublicKeyCredentialRequestOptionsJSON of WebAuthn Level 3 */
            options: {
                [key: string]: unknown;
            };
            ticket: string;
        };
        KeyView: {
            /** @description Who entered it */
            by: string;
            /** @description rename, drop */
            can: {
                [key: string]: string;
            };
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            endsAt?: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "passkey" | "oidc" | "certificate" | "sm2";
            name: string;
            /**
             * Format: date-time
             * @description It showed to be in two hands and opens nothing any more
             */
            stoppedAt?: string;
            /** Format: date-time */
            usedAt?: string;
        };
        Lack: {
            article: string;
            code: string;
            en: string;
            zh: string;
        };
        LawArticleDetail: {
            article: components["schemas"]["LawArticleView"];
            /** @description The clause that was asked for, when it was not the whole article */
            clause?: components["schemas"]["LawClauseView"];
            /** @description Its paragraphs and items */
            clauses: components["schemas"]["LawClauseView"][];
            duties: components["schemas"]["LawDutyView"][];
            /** @description Where the program carries it out */
            enforced: components["schemas"]["LawMechanismView"][];
            /** @description Known slips of the text as it was issued */
            faults: components["schemas"]["LawFaultView"][];
            /** @description Clauses whose breach has no fine under the order */
            noFine: components["schemas"]["LawNoFineView"][];
            penalties: components["schemas"]["LawPenaltyView"][];
            /** @description Every text the article has had */
            texts: components["schemas"]["LawValidityView"][];
        };
        LawArticleView: {
            /** @description sure, probable or unverified */
            certainty: string;
            /** @description First day of this text */
            from: string;
            id: string;
            /** @description As people cite it, with its source */
            name: components["schemas"]["LawText"];
            pack: string;
            /** @description The Chinese text tells what the article says and is not its wording */
            summary: boolean;
            text: components["schemas"]["LawText"];
            /** @description First day on which it is no longer in force */
            to?: string;
        };
        LawClauseView: {
            id: string;
            name: components["schemas"]["LawText"];
            zh: string;
        };
        LawDutyView: {
            applies: boolean;
            articles: string[];
            code: string;
            /** @description Code of its time limit */
            deadline?: string;
            /** @description How often it comes back, such as 3 month */
            every?: string;
            /** @description What shows it as done */
            evidence: components["schemas"]["LawText"];
            /** @description The number is a house rule, the article gives none */
            house: boolean;
            /** @description Whom it binds, in words */
            if: components["schemas"]["LawText"];
            /** @description The time limit in words, empty without one */
            limit: components["schemas"]["LawText"];
            /** @enum {string} */
            subject: "system" | "place" | "camera" | "organisation";
            title: components["schemas"]["LawText"];
            who: string[];
            why: components["schemas"]["LawText"];
        };
        LawFacts: {
            /** @description Kinds of place of W168/8 */
            categories: components["schemas"]["FactValue"][];
            /** @description Of R799 */
            classes: components["schemas"]["FactValue"][];
        };
        LawFaultView: {
            at: string;
            /** @description confirmed, inferred, gap or inconsistent */
            known: string;
            note: components["schemas"]["LawText"];
            /** @description Empty when nothing is read otherwise */
            read: string;
            text: string;
        };
        LawFineView: {
            /** Format: int64 */
            max: number;
            /** Format: int64 */
            min: number;
            /** @enum {string} */
            who: "unit" | "persons" | "individual";
        };
        LawMechanismView: {
            clause: string;
            /** @description Functions that carry it out */
            code: string[];
            /** @description Empty when nothing is done */
            done: components["schemas"]["LawText"];
            /** @description What is still to come */
            later: components["schemas"]["LawText"];
            /** @description Why there is nothing to do */
            none: components["schemas"]["LawText"];
            screens: string[];
            tests: string[];
        };
        LawNoFineView: {
            clause: string;
            name: components["schemas"]["LawText"];
            national: components["schemas"]["LawText"];
        };
        LawPackView: {
            /**
             * Format: int64
             * @description How many of its articles are kept here
             */
            articles: number;
            citation: string;
            /** @description Day it took effect */
            inForce: string;
            pack: string;
            /** @description local-rule, regulation, ministry-rule, law, standard or house */
            rank: string;
            /** @description As it is cited */
            short: components["schemas"]["LawText"];
            title: components["schemas"]["LawText"];
        };
        LawPenaltyView: {
            /** @description What it rests on */
            article: string;
            code: string;
            note: components["schemas"]["LawText"];
            stages: components["schemas"]["LawStageView"][];
            title: components["schemas"]["LawText"];
            /** @description Rules of higher rank that may go before it */
            yields: string[];
        };
        LawStageView: {
            fines: components["schemas"]["LawFineView"][];
            measures: string[];
            /** @description Opens only when the order was not obeyed in time and somebody looked */
            uncorrected: boolean;
        };
        LawText: {
            en: string;
            zh: string;
        };
        LawValidityView: {
            from: string;
            to?: string;
        };
        LeafView: {
            /** @description Signed note (C2SP tlog-checkpoint) */
            checkpoint: string;
            /** Format: int64 */
            index: number;
            keys: string[] | null;
            leaf: string;
            origin: string;
            /** @description RFC 6962 audit path to the root of the checkpoint, base64 */
            path: string[] | null;
            /** @description What of the act may name a person, as it was hashed under the salt */
            personal: string;
            /** @description Hexadecimal */
            salt: string;
        };
        Letter: {
            by: components["schemas"]["Attested"];
            /** Format: date-time */
            createdAt: string;
            electronic: boolean;
            /** @description The first day it is valid */
            from: string;
            /** Format: uuid */
            id: string;
            /** @description As the letter states it */
            matter: string;
            number: string;
            /** Format: uuid */
            scanId?: string;
            /** @description Who issued it */
            unit: string;
            /** @description The last */
            until: string;
            /** Format: int64 */
            version: number;
        };
        LetterEntry: {
            electronic: boolean;
            /** @description The first day it is valid */
            from: string;
            /** @description As the letter states it */
            matter: string;
            number: string;
            /** Format: uuid */
            scanId?: string;
            /** @description Who issued it */
            unit: string;
            /** @description The last */
            until: string;
        };
        LifeView: {
            /** @description The facts ask for an acceptance before use and a report before removal */
            bound: boolean;
            /** @description acceptance.open, filing.submit, removal.notify, removal.disclose, change.request, outage.open, camera.lost, system.give-up */
            can: {
                [key: string]: string;
            };
            etag: string;
            /** @description Why it is in service */
            ground?: string;
            /** @description Completed before the order took effect */
            legacy: boolean;
            name: string;
            next: components["schemas"]["NextView"][];
            owed: components["schemas"]["TodoView"][];
            state: string;
            /** @description Every state, in the order of a life */
            states: string[];
            /** Format: date-time */
            stateSince: string;
            /** Format: uuid */
            systemId: string;
            /**
             * Format: date-time
             * @description When the trial or the acceptance has to be over
             */
            trialUntil?: string;
        };
        LiftDecision: {
            /** @description When it was decided */
            day?: string;
            number: string;
            /** @description Who decided */
            organ: string;
            /** Format: uuid */
            scanId?: string;
        };
        Lifting: {
            confirmed?: components["schemas"]["Doer"];
            decision: components["schemas"]["LiftDecision"];
            /** @description Of the hold, what it covers and the decision: what both persons saw */
            digest: string;
            /** Format: date-time */
            expires: string;
            proposed: components["schemas"]["Doer"];
            reason: string;
        };
        ListDocument: {
            /** Format: uuid */
            documentId: string;
            number: string;
        };
        LiveView: {
            /**
             * Format: int64
             * @description Bits per second over the last seconds
             */
            bitrate: number;
            /** @description Why, as a diagnosis code; empty when all is well */
            code: string;
            codec: string;
            /**
             * Format: date-time
             * @description Footage up to here survives a power cut
             */
            durableTo?: string;
            /** Format: double */
            fps: number;
            /** Format: int64 */
            height: number;
            /**
             * @description What it has to do without while space is short: its sub-stream is recorded in place of the main one, key frames only, both, nothing because its device keeps it, nothing
             * @enum {string}
             */
            measure?: "sub" | "keys-only" | "sub-keys-only" | "left-on-device" | "stopped";
            /** Format: date-time */
            since?: string;
            /**
             * @description In one word
             * @enum {string}
             */
            state: "recording" | "live" | "connecting" | "waiting" | "offline" | "disabled" | "idle";
            /** Format: int64 */
            width: number;
        };
        LockControlBody: {
            on: boolean;
        };
        LockView: {
            locked: boolean;
        };
        LoginBody: {
            /** @description One-time code of the second factor, or a recovery code; asked for by login.code-needed */
            code?: string;
            login: string;
            /** @description In place of the code: the answer of a passkey, asked for at /session/passkey */
            passkey?: components["schemas"]["PasskeyAnswer"];
            password: string;
        };
        LogView: {
            checkpoint: string;
            /** @description The log cannot be written: nothing but duty watching opens footage */
            down: boolean;
            /** @description Public keys, as a witness and a verifier want them: Ed25519, SM2 */
            keys: string[] | null;
            /** @description Its name, which its keys and checkpoints carry */
            origin: string;
            /** @description Base64 of the root by SHA-256 */
            root: string;
            /**
             * Format: int64
             * @description Leaves under the newest checkpoint
             */
            size: number;
            /** @description Base64 of the root by SM3, over every leaf so far */
            sm3Root: string;
            /**
             * Format: int64
             * @description Acts on record without an index yet
             */
            waiting: number;
            watch: components["schemas"]["ArchiveWatchView"];
            witnesses: components["schemas"]["WitnessView"][];
        };
        Look: {
            at: string;
            by: components["schemas"]["Witness"];
            cameraIds: string[];
            /** Format: date-time */
            from: string;
            /** Format: uuid */
            grantId: string;
            /** Format: uuid */
            stationId: string;
            /** Format: date-time */
            to: string;
            /** Format: date-time */
            until: string;
        };
        LookPoint: {
            /** Format: uuid */
            cameraId: string;
            name: string;
            system: string;
        };
        Loss: {
            /** @enum {string} */
            how: "stolen" | "destroyed";
            /** @description Number of the incident report, or of the police report */
            incident: string;
            note?: string;
            on: string;
        };
        LostView: {
            /** Format: uuid */
            cameraId: string;
            /** @enum {string} */
            gone: "removed" | "lost";
            goneOn: string;
        };
        MapCameraView: {
            /** @description What it captures on the ground, where it was drawn and the caller may read it (a drawing) */
            area?: (number[] | null)[];
            /**
             * Format: double
             * @description Of the optical axis, degrees from north; -1 when all round or unknown
             */
            bearing: number;
            /**
             * Format: double
             * @description Horizontal field of view, degrees; 0 when unknown, 360 all round
             */
            fov: number;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "fixed" | "mobile" | "temporary";
            /** Format: double */
            lat: number;
            live: string;
            /** Format: double */
            lon: number;
            name: string;
            pointType: string;
            /**
             * Format: double
             * @description Farthest view, metres; 0 when unknown
             */
            reach: number;
        };
        MapCellView: {
            /** Format: int64 */
            count: number;
            /** Format: double */
            lat: number;
            /**
             * Format: double
             * @description Middle of its cameras
             */
            lon: number;
        };
        MapOutlinesView: {
            certainty: string;
            districts: components["schemas"]["MapOutlineView"][];
            source: string;
        };
        MapOutlineView: {
            code: string;
            rings: ((number[] | null)[] | null)[];
            zh: string;
        };
        MapPickView: {
            /** @description At most 500 */
            items: components["schemas"]["ArchiveCardView"][];
            /** @description There are more than are shown */
            more: boolean;
        };
        MapView: {
            cameras: components["schemas"]["MapCameraView"][];
            cells: components["schemas"]["MapCellView"][];
            /** Format: int64 */
            total: number;
        };
        MaskBody: {
            others: boolean;
        };
        MeasureView: {
            name: string;
            /** Format: uuid */
            subjectId: string;
            subjectKind: string;
            sum: components["schemas"]["SumView"];
        };
        MemberView: {
            /** Format: double */
            den: number;
            excluded?: string;
            id: string;
            kind: string;
            name: string;
            /** Format: double */
            num: number;
        };
        Message: {
            /** Format: date-time */
            at: string;
            note?: boolean;
            peer?: string;
            sent: boolean;
            text: string;
        };
        MeView: {
            account: components["schemas"]["AccountView"];
            /** @description By duty, each of docs/reference/roles.md */
            can: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @description The latest end of this session
             */
            expiresAt: string;
            /**
             * Format: date-time
             * @description When it ends without activity
             */
            idleAt: string;
            /** @description The controls of this post are locked: live pictures go on, all else waits for a proof of who sits there */
            locked: boolean;
            /**
             * Format: int64
             * @description After how long without a hand on it the duty wall locks its controls
             */
            lockSeconds: number;
            /** @description Drawn faintly over the pictures of duty watching: who, and at which workstation */
            mark: string;
            /** @description The house requires a second factor, and this account has none: nothing else may be done yet */
            mustEnrolFactor: boolean;
            /** @description Somebody else vouched for this sign-in, and the account's own second factor is still to be given: nothing else may be done yet */
            owesFactor: boolean;
            /**
             * Format: int64
             * @description How far back duty watching reaches; older footage asks its purpose once a session
             */
            replaySeconds: number;
            /** Format: uuid */
            sessionId: string;
            /**
             * @description How the session was begun
             * @enum {string}
             */
            way: "password" | "passkey" | "oidc" | "certificate" | "sm2";
        };
        MismatchView: {
            /** @description Log, leaf, act, camera, minute, chunk, slot, byte, as far as known */
            at: string;
            /** @description checkpoint, tree, leaf, act, minute, chain, footage, slot or erasure */
            code: string;
            detail: string;
            /** Format: date-time */
            seen: string;
        };
        MissingBody: {
            cameraIds: string[];
            evidence?: components["schemas"]["Brought"];
            /** Format: date-time */
            from: string;
            /** @description The viewer is at the desk: the clock to the first picture runs */
            here: boolean;
            person: components["schemas"]["MissingPerson"];
            /** Format: date-time */
            to: string;
        };
        MissingPerson: {
            /** Format: int64 */
            age?: number;
            at?: components["schemas"]["Position"];
            /** @enum {string} */
            category: "elderly" | "child" | "intellectual-disability" | "other";
            /** @description What the person wears and is known by */
            clothes?: string;
            /** Format: date-time */
            lastSeenAt: string;
            name: string;
            /** Format: uuid */
            photoId?: string;
            /** @description Of a report to the police; not required */
            policeNumber?: string;
            /** @enum {string} */
            sex?: "female" | "male";
            where: string;
        };
        MomentView: {
            act: string;
            article: string;
            /** Format: date-time */
            at: string;
            details?: {
                [key: string]: string;
            };
            id: string;
            name: string;
        };
        NearRule: {
            /** Format: int64 */
            degrees: number;
            /** Format: double */
            metres: number;
        };
        Need: {
            /** @description Article it rests on */
            basis: string;
            cameraIds: string[];
            purpose: string;
            /** Format: uuid */
            systemId: string;
            /** @description The last day; a year ahead at most */
            until: string;
        };
        NeighbourAnswer: {
            /** Format: uuid */
            answerId: string;
            conditions?: string;
            consent: boolean;
            on: string;
        };
        NeighbourBody: {
            /** @enum {string} */
            kind: "military" | "secret-related";
            /** Format: uuid */
            systemId: string;
            unit: string;
            /** @description Which devices, and what they would show of it */
            what: string;
        };
        NeighbourView: {
            answeredOn?: string;
            /**
             * Format: uuid
             * @description The consent or refusal itself
             */
            answerId?: string;
            askedOn?: string;
            can: {
                [key: string]: string;
            };
            conditions?: string;
            /** Format: date-time */
            createdAt: string;
            etag: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "military" | "secret-related";
            /** Format: uuid */
            requestId?: string;
            /** @enum {string} */
            state: "to-ask" | "asked" | "consented" | "refused";
            /** Format: uuid */
            systemId: string;
            unit: string;
            /** Format: int64 */
            version: number;
            /** @description Which devices, and what they would show of it */
            what: string;
        };
        NextView: {
            article: string;
            /** @description A record or the clock brings it, nobody asks for it by name */
            byHouse: boolean;
            event: string;
            to: string;
            /** @description Empty when it may be taken now, otherwise the code of the reason and its article */
            why: string;
        };
        NoticeEntry: {
            /** @description Of a refusal to sign: what was said */
            remark?: string;
            signed: boolean;
        };
        NoticesRead: {
            all?: boolean;
            ids?: string[] | null;
        };
        NoticeView: {
            article?: string;
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            count: number;
            /** @description Stands for several */
            digest: boolean;
            due?: string;
            duty?: string;
            /** Format: uuid */
            id: string;
            name?: string;
            /** Format: date-time */
            readAt?: string;
            subjectId?: string;
            subjectKind?: string;
            /**
             * Format: int64
             * @description Days before the last day; -1 when it is past
             */
            threshold: number;
            title: components["schemas"]["TextView"];
        };
        Object: {
            name: string;
            version: string;
        };
        ObligationsView: {
            can: {
                [key: string]: string;
            };
            /** @description As of */
            day: string;
            /** @description Removed: nothing is owed any more */
            gone: boolean;
            items: components["schemas"]["ObligationView"][];
            name: string;
            /** Format: uuid */
            subjectId: string;
            subjectKind: string;
        };
        ObligationView: {
            /** @description The clause to cite */
            article: string;
            articles: string[];
            can: {
                [key: string]: string;
            };
            certainty: string;
            /**
             * Format: int64
             * @description Until then; negative when it is past
             */
            daysLeft?: number;
            /** @description Last day in time, such as 2026-11-26 */
            due?: string;
            /** @description Code of the duty */
            duty: string;
            /** @description Code of what fulfils it */
            evidence: string;
            /** @description The article gives no number; how often is a house rule */
            houseRule: boolean;
            /** @description Whom the duty binds */
            if: components["schemas"]["TextView"];
            /** @description Done, but after its last day */
            late: boolean;
            name: string;
            proof?: components["schemas"]["ProofView"];
            /** @enum {string} */
            side: "unit" | "bureau" | "government";
            since?: string;
            /** @description Kept all the time, by measurement */
            standing: boolean;
            /** @enum {string} */
            state: "met" | "not-due" | "due" | "overdue" | "no-record" | "not-applicable";
            /** Format: uuid */
            subjectId: string;
            /** @enum {string} */
            subjectKind: "system" | "place" | "organisation";
            title: components["schemas"]["TextView"];
            who: string[];
            why: components["schemas"]["TextView"];
        };
        ObstructionBody: {
            /** Format: uuid */
            cameraId: string;
            /** @enum {string} */
            kind: "greening" | "cables" | "outdoor-advertising" | "other";
            /** Format: uuid */
            nowId: string;
            /** @description Who obstructs */
            party?: string;
            /** Format: uuid */
            referenceId: string;
            what: string;
        };
        ObstructionView: {
            /** Format: uuid */
            afterId?: string;
            /** Format: uuid */
            cameraId: string;
            can: {
                [key: string]: string;
            };
            clearedOn?: string;
            /** Format: date-time */
            createdAt: string;
            deadline?: string;
            etag: string;
            foundBy: string;
            foundOn: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "greening" | "cables" | "outdoor-advertising" | "other";
            /** Format: uuid */
            noticeId?: string;
            /** Format: uuid */
            nowId: string;
            outcome?: string;
            /** @description Whoever obstructs let the day pass: W168/36(6), against it */
            overdue: boolean;
            /** @description Who obstructs */
            party?: string;
            /** Format: uuid */
            referenceId: string;
            /** @enum {string} */
            state: "found" | "told" | "cleared";
            /** Format: uuid */
            systemId: string;
            toldOn?: string;
            /** Format: int64 */
            version: number;
            what: string;
        };
        Officer: {
            /** Format: uuid */
            accountId?: string;
            /** @description Number of the work identity card */
            card: string;
            /** @description Of enforcement; not required */
            certificate?: string;
            confirmed?: components["schemas"]["Confirmed"];
            /** @description The officer's own account, to confirm by from elsewhere */
            login?: string;
            name: string;
            phone?: string;
            post?: string;
            site: boolean;
            /** @description Name of the unit; filled in from the register when unitId is given */
            unit?: string;
            /**
             * Format: uuid
             * @description An organisation of function requester
             */
            unitId?: string;
        };
        OfficerEvidence: {
            /** @description Number of the work identity card */
            card: string;
            /** @description Of enforcement; not required */
            certificate?: string;
            /** @description The officer's own account, to confirm by from elsewhere */
            login?: string;
            name: string;
            phone?: string;
            post?: string;
            /** @description The clerk held person and work identity card against each other just now */
            shown: boolean;
            /** @description Name of the unit; filled in from the register when unitId is given */
            unit?: string;
            /**
             * Format: uuid
             * @description An organisation of function requester
             */
            unitId?: string;
        };
        OfficialBookBody: {
            /** @description YYYY-MM-DD */
            from: string;
            to: string;
        };
        OfficialPoint: {
            /** Format: uuid */
            cameraId: string;
            name: string;
            system: string;
        };
        OfficialReason: {
            why: string;
        };
        OfStruct: {
            /** Format: uuid */
            organisationId?: string;
            /**
             * Format: uuid
             * @description Brings their organisation with them
             */
            personId?: string;
        };
        Opening: {
            /** @description The caller sits beside the viewer and stays there */
            beside: boolean;
            cameraIds?: string[] | null;
            /** Format: date-time */
            from?: string;
            /** Format: date-time */
            to?: string;
        };
        OrganisationFields: {
            address?: string;
            /** @description Unified social credit code, its check digit right (GB 32100-2015) */
            code?: string;
            contacts?: components["schemas"]["UnitContact"][] | null;
            /** @description GB/T 2260 code; 320202, 320203, 320204 are read as 320213 */
            division: string;
            /** @description supervisor, department, site-operator, contractor, requester, overseer */
            functions: string[];
            /** @description Head of the unit */
            head?: components["schemas"]["UnitContact"];
            legalRepresentative?: string;
            /** @enum {string} */
            level: "city" | "district" | "county-level-city" | "township" | "unit";
            name: string;
            /**
             * Format: uuid
             * @description The one above
             */
            parentId?: string;
            shortName?: string;
            /** @description A kind of department or a trade of W168/5; needed by a department */
            trade?: string;
            /** @description In charge of video */
            videoLead?: components["schemas"]["UnitContact"];
        };
        OrganisationView: {
            address?: string;
            can: {
                [key: string]: string;
            };
            /** @description Unified social credit code, its check digit right (GB 32100-2015) */
            code?: string;
            contacts?: components["schemas"]["UnitContact"][] | null;
            /** @description GB/T 2260 code; 320202, 320203, 320204 are read as 320213 */
            division: string;
            etag: string;
            /** @description supervisor, department, site-operator, contractor, requester, overseer */
            functions: string[];
            /** @description Head of the unit */
            head?: components["schemas"]["UnitContact"];
            /** Format: uuid */
            id: string;
            legalRepresentative?: string;
            /** @enum {string} */
            level: "city" | "district" | "county-level-city" | "township" | "unit";
            name: string;
            /**
             * Format: uuid
             * @description The one above
             */
            parentId?: string;
            shortName?: string;
            /** @description A kind of department or a trade of W168/5; needed by a department */
            trade?: string;
            /** @description In charge of video */
            videoLead?: components["schemas"]["UnitContact"];
        };
        OutageBody: {
            approved?: string;
            /** @description Left out for the whole system */
            cameraIds?: string[];
            files?: string[];
            /** Format: date-time */
            from: string;
            /** @description Temporary measures */
            measures?: string;
            planned?: boolean;
            reason: string;
            reportedTo?: string;
            /** Format: uuid */
            systemId: string;
            /**
             * Format: date-time
             * @description When it is expected to be over
             */
            to?: string;
            /** @description The whole system */
            whole?: boolean;
        };
        OutageEntry: {
            approved?: string;
            /** @description Left out for the whole system */
            cameraIds?: string[];
            files?: string[];
            /** Format: date-time */
            from: string;
            /** @description Temporary measures */
            measures?: string;
            planned?: boolean;
            reason: string;
            reportedTo?: string;
            /**
             * Format: date-time
             * @description When it is expected to be over
             */
            to?: string;
            /** @description The whole system */
            whole?: boolean;
        };
        OutageView: {
            /** Format: uuid */
            by?: string;
            byName: string;
            /** @description restore */
            can: {
                [key: string]: string;
            };
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            documentId?: string;
            entry: components["schemas"]["OutageEntry"];
            etag: string;
            /** Format: uuid */
            id: string;
            /** @description Footage that was lost */
            lost?: string;
            /** Format: uuid */
            placeId: string;
            /** Format: date-time */
            restoredAt?: string;
            restoredBy?: string;
            /** @enum {string} */
            state: "planned" | "open" | "restored";
            /** Format: uuid */
            systemId: string;
            /** Format: int64 */
            version: number;
        };
        Outcome: {
            by: components["schemas"]["Witness"];
            /** @enum {string} */
            result: "found" | "not-found" | "handed-over" | "looked" | "withdrawn";
            /** @description Of a hand-over: the unit of the police */
            unit?: string;
            what?: string;
            /** @description Of a hand-over: who took it */
            who?: string;
        };
        OutputView: {
            /** @description The page has to prove to the platform that the mark stands */
            beats: boolean;
            /** @description Which way */
            code: string;
            /** @description The pictures of the past bear the session mark in themselves */
            inside: boolean;
            /**
             * @description How the mark is drawn over it; none: it is exempt
             * @enum {string}
             */
            mark: "full" | "faint" | "none";
        };
        OwedPaper: {
            /** @description Required when it is not handed in now */
            due?: string;
            /** Format: uuid */
            fileId?: string;
            /** @enum {string} */
            what: "acceptance.paper" | "paper.design" | "paper.equipment" | "paper.maintenance" | "paper.sign" | "paper.filing";
        };
        OwedView: {
            /** Format: uuid */
            cameraId: string;
            /**
             * Format: date-time
             * @description When the device need keep its beginning no longer
             */
            due: string;
            /** Format: date-time */
            from: string;
            /**
             * Format: date-time
             * @description Missing while it goes on
             */
            to?: string;
        };
        PageAcceptanceView: {
            /** @description In the order asked for */
            items: components["schemas"]["AcceptanceView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageAccessLine: {
            /** @description In the order asked for */
            items: components["schemas"]["AccessLine"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageAccountView: {
            /** @description In the order asked for */
            items: components["schemas"]["AccountView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageAlarmView: {
            /** @description In the order asked for */
            items: components["schemas"]["AlarmView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageApplicationLine: {
            /** @description In the order asked for */
            items: components["schemas"]["ApplicationLine"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageArchiveCardView: {
            /** @description In the order asked for */
            items: components["schemas"]["ArchiveCardView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageArchiveChangeView: {
            /** @description In the order asked for */
            items: components["schemas"]["ArchiveChangeView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageArchiveHitView: {
            /** @description In the order asked for */
            items: components["schemas"]["ArchiveHitView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageArchiveImportView: {
            /** @description In the order asked for */
            items: components["schemas"]["ArchiveImportView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageArchivePairView: {
            /** @description In the order asked for */
            items: components["schemas"]["ArchivePairView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageArchiveRepeatView: {
            /** @description In the order asked for */
            items: components["schemas"]["ArchiveRepeatView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageArchiveRowView: {
            /** @description In the order asked for */
            items: components["schemas"]["ArchiveRowView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageArchiveSeenView: {
            /** @description In the order asked for */
            items: components["schemas"]["ArchiveSeenView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageAttachmentView: {
            /** @description In the order asked for */
            items: components["schemas"]["AttachmentView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageAttemptView: {
            /** @description In the order asked for */
            items: components["schemas"]["AttemptView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageAuditView: {
            /** @description In the order asked for */
            items: components["schemas"]["AuditView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageBuildingDutyView: {
            /** @description In the order asked for */
            items: components["schemas"]["BuildingDutyView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageBuildingPlanView: {
            /** @description In the order asked for */
            items: components["schemas"]["BuildingPlanView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageCameraView: {
            /** @description In the order asked for */
            items: components["schemas"]["CameraView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageCanaryView: {
            /** @description In the order asked for */
            items: components["schemas"]["CanaryView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageCatalogueItemView: {
            /** @description In the order asked for */
            items: components["schemas"]["CatalogueItemView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageCatalogueVersionView: {
            /** @description In the order asked for */
            items: components["schemas"]["CatalogueVersionView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageCertificateView: {
            /** @description In the order asked for */
            items: components["schemas"]["CertificateView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageChangeView: {
            /** @description In the order asked for */
            items: components["schemas"]["ChangeView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageChannelView: {
            /** @description In the order asked for */
            items: components["schemas"]["ChannelView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageCitizenLine: {
            /** @description In the order asked for */
            items: components["schemas"]["CitizenLine"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageConferenceView: {
            /** @description In the order asked for */
            items: components["schemas"]["ConferenceView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageConfirmationView: {
            /** @description In the order asked for */
            items: components["schemas"]["ConfirmationView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageConnectTaskView: {
            /** @description In the order asked for */
            items: components["schemas"]["ConnectTaskView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageDeliveryView: {
            /** @description In the order asked for */
            items: components["schemas"]["DeliveryView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageDemand: {
            /** @description In the order asked for */
            items: components["schemas"]["Demand"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageDeviceView: {
            /** @description In the order asked for */
            items: components["schemas"]["DeviceView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageDocumentKindView: {
            /** @description In the order asked for */
            items: components["schemas"]["DocumentKindView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageDocumentView: {
            /** @description In the order asked for */
            items: components["schemas"]["DocumentView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageDutyProofView: {
            /** @description In the order asked for */
            items: components["schemas"]["DutyProofView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageExplanation: {
            /** @description In the order asked for */
            items: components["schemas"]["Explanation"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageExportLine: {
            /** @description In the order asked for */
            items: components["schemas"]["ExportLine"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageFilingView: {
            /** @description In the order asked for */
            items: components["schemas"]["FilingView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageFindingKindView: {
            /** @description In the order asked for */
            items: components["schemas"]["FindingKindView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageFindingView: {
            /** @description In the order asked for */
            items: components["schemas"]["FindingView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageForwardView: {
            /** @description In the order asked for */
            items: components["schemas"]["ForwardView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageHeldRightView: {
            /** @description In the order asked for */
            items: components["schemas"]["HeldRightView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageHoldLine: {
            /** @description In the order asked for */
            items: components["schemas"]["HoldLine"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageInstructionView: {
            /** @description In the order asked for */
            items: components["schemas"]["InstructionView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageInterfaceTestView: {
            /** @description In the order asked for */
            items: components["schemas"]["InterfaceTestView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageLawArticleView: {
            /** @description In the order asked for */
            items: components["schemas"]["LawArticleView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageLawDutyView: {
            /** @description In the order asked for */
            items: components["schemas"]["LawDutyView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageLawPackView: {
            /** @description In the order asked for */
            items: components["schemas"]["LawPackView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageMeasureView: {
            /** @description In the order asked for */
            items: components["schemas"]["MeasureView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageMemberView: {
            /** @description In the order asked for */
            items: components["schemas"]["MemberView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageMomentView: {
            /** @description In the order asked for */
            items: components["schemas"]["MomentView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageNeighbourView: {
            /** @description In the order asked for */
            items: components["schemas"]["NeighbourView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageNoticeView: {
            /** @description In the order asked for */
            items: components["schemas"]["NoticeView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageObligationView: {
            /** @description In the order asked for */
            items: components["schemas"]["ObligationView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageObstructionView: {
            /** @description In the order asked for */
            items: components["schemas"]["ObstructionView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageOrganisationView: {
            /** @description In the order asked for */
            items: components["schemas"]["OrganisationView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageOutageView: {
            /** @description In the order asked for */
            items: components["schemas"]["OutageView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageOwedView: {
            /** @description In the order asked for */
            items: components["schemas"]["OwedView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PagePaperTemplateVersion: {
            /** @description In the order asked for */
            items: components["schemas"]["PaperTemplateVersion"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PagePaperTemplateView: {
            /** @description In the order asked for */
            items: components["schemas"]["PaperTemplateView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PagePersonalView: {
            /** @description In the order asked for */
            items: components["schemas"]["PersonalView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PagePersonView: {
            /** @description In the order asked for */
            items: components["schemas"]["PersonView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PagePlaceView: {
            /** @description In the order asked for */
            items: components["schemas"]["PlaceView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PagePointView: {
            /** @description In the order asked for */
            items: components["schemas"]["PointView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageProjectView: {
            /** @description In the order asked for */
            items: components["schemas"]["ProjectView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PagePurposeView: {
            /** @description In the order asked for */
            items: components["schemas"]["PurposeView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PagePushView: {
            /** @description In the order asked for */
            items: components["schemas"]["PushView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageRefusalView: {
            /** @description In the order asked for */
            items: components["schemas"]["RefusalView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageRemovalView: {
            /** @description In the order asked for */
            items: components["schemas"]["RemovalView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageResponsibilityView: {
            /** @description In the order asked for */
            items: components["schemas"]["ResponsibilityView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageRetentionLine: {
            /** @description In the order asked for */
            items: components["schemas"]["RetentionLine"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageReviewedCamera: {
            /** @description In the order asked for */
            items: components["schemas"]["ReviewedCamera"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageReviewFigures: {
            /** @description In the order asked for */
            items: components["schemas"]["ReviewFigures"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageRightChangeView: {
            /** @description In the order asked for */
            items: components["schemas"]["RightChangeView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageRoomUseView: {
            /** @description In the order asked for */
            items: components["schemas"]["RoomUseView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageSampleView: {
            /** @description In the order asked for */
            items: components["schemas"]["SampleView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageSecrecyView: {
            /** @description In the order asked for */
            items: components["schemas"]["SecrecyView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageSessionView: {
            /** @description In the order asked for */
            items: components["schemas"]["SessionView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageSettingView: {
            /** @description In the order asked for */
            items: components["schemas"]["SettingView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageSignView: {
            /** @description In the order asked for */
            items: components["schemas"]["SignView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageSoundView: {
            /** @description In the order asked for */
            items: components["schemas"]["SoundView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageStationView: {
            /** @description In the order asked for */
            items: components["schemas"]["StationView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageSuspicionView: {
            /** @description In the order asked for */
            items: components["schemas"]["SuspicionView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageSystemView: {
            /** @description In the order asked for */
            items: components["schemas"]["SystemView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageTodoView: {
            /** @description In the order asked for */
            items: components["schemas"]["TodoView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageUpgradeProgress: {
            /** @description In the order asked for */
            items: components["schemas"]["UpgradeProgress"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageUpgradeView: {
            /** @description In the order asked for */
            items: components["schemas"]["UpgradeView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PanelMember: {
            name: string;
            signed: boolean;
            specialty?: string;
            title?: string;
            unit?: string;
        };
        PaperTemplateBody: {
            text: string;
            why: string;
        };
        PaperTemplateDetail: {
            /** @description What a reset goes back to */
            below: string;
            /** @description save, reset */
            can: {
                [key: string]: string;
            };
            /** @description Of the newest version that was saved, whether or not it is in force */
            etag: string;
            /** @description Kinds of documents printed with it; none for the frame, which prints all */
            kinds: string[];
            name: string;
            /** @description Why a text above the one in force was not taken */
            refused: string;
            /** Format: date-time */
            savedAt?: string;
            saver: string;
            /**
             * @description Whose text is in force: what was saved goes before the city's file, and that before the program's own
             * @enum {string}
             */
            source: "program" | "file" | "saved";
            /** @description The template that serves while this one has no text of its own */
            stands: string;
            /** @description In force; of a kind without a body of its own, that of its style */
            text: string;
            /**
             * Format: int64
             * @description Of what was saved, 0 when that is not in force
             */
            version: number;
        };
        PaperTemplatePreview: {
            kind: string;
            text: string;
        };
        PaperTemplateSample: {
            html: string;
        };
        PaperTemplateVersion: {
            /** @description It went back to what stands below */
            reset: boolean;
            /** Format: date-time */
            savedAt: string;
            saver: string;
            sha256: string;
            /** @description Only of a version that is asked for by itself */
            text: string;
            /** Format: int64 */
            version: number;
            why: string;
        };
        PaperTemplateView: {
            /** @description save, reset */
            can: {
                [key: string]: string;
            };
            /** @description Of the newest version that was saved, whether or not it is in force */
            etag: string;
            /** @description Kinds of documents printed with it; none for the frame, which prints all */
            kinds: string[];
            name: string;
            /** @description Why a text above the one in force was not taken */
            refused: string;
            /** Format: date-time */
            savedAt?: string;
            saver: string;
            /**
             * @description Whose text is in force: what was saved goes before the city's file, and that before the program's own
             * @enum {string}
             */
            source: "program" | "file" | "saved";
            /** @description The template that serves while this one has no text of its own */
            stands: string;
            /**
             * Format: int64
             * @description Of what was saved, 0 when that is not in force
             */
            version: number;
        };
        Party: {
            /** Format: uuid */
            accountId: string;
            login: string;
            name: string;
        };
        PasskeyAnswer: {
            /** @description PublicKeyCredential.toJSON of WebAuthn Level 3 */
            answer: {
                [key: string]: unknown;
            };
            ticket: string;
        };
        PasskeyNew: {
            made: components["schemas"]["PasskeyAnswer"];
            /** @description What its owner calls it */
            name: string;
        };
        PasswordBody: {
            new: string;
            old: string;
        };
        PersonalBody: {
            agent?: components["schemas"]["Agent"];
            /** @description Of the system; may be left open */
            cameraIds: string[];
            /** @description The identity document was held against the person */
            checked: boolean;
            /** @description Of a correction: of the footage itself, not of what is noted about it */
            footage?: boolean;
            /** Format: date-time */
            from?: string;
            /** @enum {string} */
            kind: "look" | "copy" | "correct" | "erase" | "complaint";
            person: components["schemas"]["Claimant"];
            /** Format: uuid */
            systemId: string;
            /** Format: date-time */
            to?: string;
            /** @description How to know the person, what is wrong, or what the complaint is about */
            what: string;
        };
        PersonalGround: {
            article: string;
            code: string;
        };
        PersonalRefusing: {
            /** @enum {string} */
            ground: "identity" | "not-shown" | "gone" | "secrecy" | "others" | "true" | "kept" | "held" | "unfounded";
            reason: string;
        };
        PersonalView: {
            agent?: components["schemas"]["Agent"];
            /** Format: uuid */
            answerId?: string;
            /** @description The clause it rests on */
            article: string;
            by: components["schemas"]["Signed"];
            /** @description Of the system; may be left open */
            cameraIds: string[];
            /** @description check, grant, refuse, finish, withdraw */
            can: {
                [key: string]: string;
            };
            checked?: components["schemas"]["Signed"];
            /** Format: date-time */
            createdAt: string;
            due: string;
            ended?: components["schemas"]["Signed"];
            etag: string;
            /** @description Of a correction: of the footage itself, not of what is noted about it */
            footage?: boolean;
            /** Format: date-time */
            from?: string;
            /** @description Grounds it can be refused on */
            grounds: components["schemas"]["PersonalGround"][];
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "look" | "copy" | "correct" | "erase" | "complaint";
            number: string;
            outcome?: string;
            overdue: boolean;
            person: components["schemas"]["Claimant"];
            /** Format: uuid */
            receiptId?: string;
            ruling?: components["schemas"]["Answered"];
            /** @enum {string} */
            state: "received" | "accepted" | "to-mask" | "refused" | "done" | "withdrawn" | "forgotten";
            /** Format: uuid */
            systemId: string;
            systemName: string;
            /** Format: date-time */
            to?: string;
            /** Format: int64 */
            version: number;
            /** @description How to know the person, what is wrong, or what the complaint is about */
            what: string;
        };
        PersonalWords: {
            words: string;
        };
        PersonBody: {
            certificates?: components["schemas"]["PersonCertificate"][] | null;
            /** @description Only written; an empty one keeps the one there was */
            identityNumber?: string;
            /** @description No longer works there */
            left?: boolean;
            name: string;
            /** Format: uuid */
            organisationId: string;
            phone?: string;
            post?: string;
        };
        PersonCertificate: {
            kind: string;
            number: string;
        };
        PersonView: {
            can: {
                [key: string]: string;
            };
            certificates?: components["schemas"]["PersonCertificate"][] | null;
            etag: string;
            /** Format: uuid */
            id: string;
            /** @description The identity number as it is shown, empty when none is kept */
            identityMasked: string;
            /** @description No longer works there */
            left?: boolean;
            name: string;
            /** Format: uuid */
            organisationId: string;
            phone?: string;
            post?: string;
        };
        PickInBody: {
            /** @description Corners, longitude and latitude */
            polygon: (number[] | null)[];
        };
        PlaceBody: {
            address?: string;
            /** @description Item of W168/8: W8-01 … W8-10, or empty */
            category?: string;
            division?: string;
            keyPart?: string;
            /** @description Key security unit */
            keySecurityUnit?: boolean;
            /** @description Anti-terror key target */
            keyTarget?: boolean;
            /** Format: uuid */
            managerId?: string;
            name: string;
            /** Format: uuid */
            ownerId?: string;
            /** Format: uuid */
            parentId?: string;
            position?: components["schemas"]["PositionView"];
            /** @description Class under R799: A7G, A7O, A9, A33, or empty */
            publicClass?: string;
            /** @description Needed when one of the four facts is lowered */
            reason?: string;
        };
        PlaceView: {
            address: string;
            can: {
                [key: string]: string;
            };
            /** @description Item of W168/8: W8-01 … W8-10, or empty */
            category?: string;
            /** @description GB/T 2260 code, empty for that of the place above */
            division: string;
            /** @description With what holds because of the places above */
            effective: components["schemas"]["FactsView"];
            etag: string;
            /** Format: uuid */
            id: string;
            /** @description Kind of key part, empty for none */
            keyPart: string;
            /** @description Key security unit */
            keySecurityUnit?: boolean;
            /** @description Anti-terror key target */
            keyTarget?: boolean;
            /** Format: uuid */
            managerId?: string;
            name: string;
            /** Format: uuid */
            ownerId?: string;
            /** Format: uuid */
            parentId?: string;
            position?: components["schemas"]["PositionView"];
            /** @description Class under R799: A7G, A7O, A9, A33, or empty */
            publicClass?: string;
        };
        Placing: {
            /** @description Article; W168/29/2 when empty */
            basis?: string;
            cameraIds: string[];
            /** Format: date-time */
            from: string;
            /** @description Number of the case, or what it is about */
            matter: string;
            /** @description Who asked for it, by his work identity card */
            officer?: components["schemas"]["Asker"];
            reason: string;
            /** @description In ninety days when empty */
            reviewOn?: string;
            /**
             * Format: date-time
             * @description May lie ahead: what is recorded until then is held as it comes
             */
            to: string;
        };
        PlanAnswer: {
            answer: string;
            key: string;
        };
        PlanBody: {
            budget?: components["schemas"]["BudgetLine"][];
            /** @description Division code (GB/T 2260) */
            division?: string;
            /** @description The unit that drafts */
            drafter: string;
            /** Format: int64 */
            fromYear: number;
            items?: components["schemas"]["WorkItem"][];
            /** @enum {string} */
            level: "city" | "county-city" | "district";
            title: string;
            /** Format: int64 */
            toYear: number;
            /** @description Departments it is drafted with */
            with?: string[];
        };
        PlanBuilt: {
            item: string;
            /**
             * Format: uuid
             * @description Empty: none after all
             */
            systemId?: string;
        };
        PlanNear: {
            /** Format: int64 */
            degrees?: number;
            /**
             * Format: double
             * @description Empty: the house's
             */
            metres?: number;
        };
        PlannedPoint: {
            /**
             * Format: int64
             * @description Degrees clockwise from north; -1 all round
             */
            facing: number;
            /** Format: double */
            latitude: number;
            /**
             * Format: double
             * @description WGS-84 / CGCS2000
             */
            longitude: number;
            name: string;
        };
        PointDuplicate: {
            answer?: string;
            /**
             * Format: int64
             * @description Degrees from north to the other point, -1 when the reader may not know it or both stand on one spot
             */
            bearing: number;
            /** Format: uuid */
            cameraId?: string;
            /**
             * Format: int64
             * @description Where the planned point looks, -1 all round
             */
            facing: number;
            item: string;
            /** @description Stable: the same pair has the same key */
            key: string;
            /** @enum {string} */
            kind: "camera" | "planned";
            /** Format: int64 */
            metres: number;
            /** @description Name of the other point; empty when the reader may not know it */
            other: string;
            /**
             * Format: int64
             * @description Where the other looks, -1 all round
             */
            otherFacing: number;
            /** Format: uuid */
            planId?: string;
            point: string;
        };
        PointMove: {
            /** Format: uuid */
            cameraId: string;
            /** Format: uuid */
            placeId?: string;
            position?: string;
            roomUse: string;
        };
        PointView: {
            day: string;
            sum: components["schemas"]["SumView"];
            /** Format: double */
            value?: number;
        };
        Position: {
            /** Format: double */
            latitude: number;
            /** Format: double */
            longitude: number;
        };
        PositionView: {
            /**
             * @description What it was measured in; wgs84 when left out. gcj02 and bd09 are refused, never converted
             * @enum {string}
             */
            datum?: "wgs84" | "cgcs2000" | "gcj02" | "bd09";
            /** Format: double */
            latitude: number;
            /**
             * Format: double
             * @description Degrees, WGS-84 or CGCS2000
             */
            longitude: number;
        };
        Posture: {
            direction?: string;
            function?: string;
            /**
             * Format: uuid
             * @description Reference image 标准画面
             */
            imageId?: string;
            /** Format: uuid */
            placeId?: string;
            position?: string;
            preset?: string;
            roomUse?: string;
            serial?: string;
        };
        PresetList: {
            items: components["schemas"]["PresetView"][];
            /** @description Not all that the device announced came */
            partial: boolean;
        };
        PresetView: {
            name: string;
            /** Format: int64 */
            number: number;
        };
        PrintedView: {
            /** Format: uuid */
            documentId: string;
            number: string;
        };
        ProbeTrial: {
            /** @enum {string} */
            answer: "refused" | "done" | "untried";
            /** @description It did not end as it must */
            broken: boolean;
            en: string;
            name: string;
            said?: string;
            /** @enum {string} */
            want: "refused" | "done";
            zh: string;
        };
        Problem: {
            /** @description The clause it rests on, such as W168/9/2 */
            article?: string;
            /** @description Stable, dotted; the console words it */
            code: string;
            detail?: string;
            params?: {
                [key: string]: string;
            };
            requestId?: string;
            /** Format: int64 */
            status: number;
            title: string;
            /** @description about:blank, or a URI of the kind of problem */
            type: string;
            /** @description For refusals: every condition that was not met */
            unmet?: components["schemas"]["UnmetView"][] | null;
        };
        ProfilePutBody: {
            /** @enum {string} */
            profile: "bureau" | "site";
            reason: string;
        };
        ProfileView: {
            can: {
                [key: string]: string;
            };
            /** @enum {string} */
            profile: "bureau" | "site";
        };
        ProjectBody: {
            attachmentIds?: string[];
            /** @description 建设单位 */
            builder: string;
            certificateIds?: string[];
            /** @description Nothing more is to come */
            closed?: boolean;
            /** @enum {string} */
            kind: "new" | "rebuilt" | "extended";
            name: string;
            pairs?: components["schemas"]["StagePair"][];
            /** @description Planning and building permits, with their numbers */
            permits?: string;
            /** Format: uuid */
            placeId: string;
            systemIds?: string[];
        };
        ProjectView: {
            attachmentIds?: string[];
            /** @description 建设单位 */
            builder: string;
            can: {
                [key: string]: string;
            };
            certificateIds?: string[];
            /** @description Nothing more is to come */
            closed?: boolean;
            /** Format: date-time */
            createdAt: string;
            etag: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "new" | "rebuilt" | "extended";
            /** @description Stages at which the system did not keep step (W168/13) */
            lags: components["schemas"]["StageLag"][];
            /** @description Numbers of certificates that do not count for the works */
            lapsed: string[];
            name: string;
            pairs?: components["schemas"]["StagePair"][];
            /** @description Planning and building permits, with their numbers */
            permits?: string;
            /** Format: uuid */
            placeId: string;
            /** @enum {string} */
            state: "open" | "closed";
            systemIds?: string[];
            /** Format: int64 */
            version: number;
        };
        ProofView: {
            day?: string;
            manual: boolean;
            objectId?: string;
            objectKind?: string;
            until?: string;
            value?: string;
        };
        ProtectionView: {
            /** @description Day of the last assessment, YYYY-MM-DD */
            assessed?: string;
            /**
             * Format: int64
             * @description MLPS grade; 0 when not graded
             */
            grade?: number;
            /** @description Of the filing */
            number?: string;
        };
        ProviderBack: {
            code: string;
            state: string;
            ticket: string;
        };
        ProviderSent: {
            address: string;
            /** @description Kept by the browser meanwhile; goes back with what the provider gives it */
            ticket: string;
        };
        PulseView: {
            /**
             * Format: int64
             * @description When; 0: none is asked under this grant
             */
            everySeconds: number;
            /** @description Goes back with it */
            nonce: string;
        };
        PurposeEndBody: {
            reason: string;
        };
        PurposeView: {
            /** @description Article it rests on */
            basis: string;
            by: components["schemas"]["Registrar"];
            cameraIds: string[];
            /** @description end */
            can: {
                [key: string]: string;
            };
            /** Format: date-time */
            createdAt: string;
            ended?: components["schemas"]["Registrar"];
            etag: string;
            /** Format: uuid */
            id: string;
            purpose: string;
            reason?: string;
            /** @enum {string} */
            state: "in-force" | "over" | "ended";
            /** Format: uuid */
            systemId: string;
            /** @description The last day; a year ahead at most */
            until: string;
            /** Format: int64 */
            version: number;
        };
        PushInBody: {
            /**
             * Format: uuid
             * @description One of the system's parties
             */
            addresseeId: string;
            /**
             * @description W168/5 when left out
             * @enum {string}
             */
            article?: "W168/5" | "W168/19" | "W168/21" | "W168/22";
            note: string;
            /** @description YYYY-MM-DD */
            until?: string;
        };
        PushView: {
            addressee: string;
            /** Format: uuid */
            addresseeId: string;
            article: string;
            /** Format: date-time */
            at: string;
            /** @description Who sent it; empty when the platform did */
            by?: string;
            /** Format: uuid */
            id: string;
            note: string;
            system: string;
            /** Format: uuid */
            systemId: string;
            /** @description YYYY-MM-DD */
            until?: string;
        };
        ReasonBody: {
            reason: string;
        };
        ReceiveInBody: {
            /** @description Filing number */
            number: string;
        };
        Rectification: {
            done?: string;
            due: string;
            how?: string;
            what: string;
        };
        RefusalView: {
            address: string;
            /** Format: date-time */
            at: string;
            code: string;
            /**
             * Format: int64
             * @description How often since
             */
            count: number;
            /** @description Diagnosis code */
            reason: string;
        };
        Refusing: {
            /** @description Who answers for the unit, when nothing is missing */
            head?: string;
            reason?: string;
        };
        RegisterAct: {
            act: string;
            /** @enum {string} */
            regime: "own" | "official" | "platform" | "citizen";
        };
        RegisterChoices: {
            acts: components["schemas"]["RegisterAct"][];
            cameras: components["schemas"]["AccessCamera"][];
            systems: components["schemas"]["AccessSystem"][];
        };
        RegisterPrintBody: {
            accountId?: string;
            act?: string;
            cameraId?: string;
            /** @description YYYY-MM-DD */
            from: string;
            /** @enum {string} */
            outcome?: "granted" | "refused";
            q?: string;
            /** @enum {string} */
            regime?: "own" | "official" | "platform" | "citizen";
            systemId?: string;
            to: string;
        };
        Registrar: {
            /** Format: uuid */
            accountId?: string;
            /** Format: date-time */
            at: string;
            name: string;
        };
        RelatedBody: {
            cameraIds: string[];
            evidence?: components["schemas"]["Brought"];
            /** Format: date-time */
            from: string;
            interest: components["schemas"]["Interest"];
            /** Format: date-time */
            to: string;
        };
        RemovalBody: {
            basis?: string;
            /** @description Left out for a whole system */
            cameraIds?: string[];
            /** @description Stands in the connection catalogue */
            connected?: boolean;
            contact?: string;
            /** @description Temporary and replacement cover */
            cover?: string;
            /** @description Who takes the devices down */
            executor?: string;
            files?: string[];
            /** @description What of the last footage is to be held, and for whom */
            holdLast?: string;
            /** @enum {string} */
            kind: "removal" | "relocation";
            /** @description What becomes of storage media: how erased, who witnesses */
            media?: string;
            /** @description Where relocated cameras go */
            moves?: components["schemas"]["PointMove"][];
            plannedOn: string;
            /** @enum {string} */
            reason: "city-building" | "change-of-use" | "other";
            /** Format: uuid */
            systemId: string;
            /** @description The whole system */
            whole?: boolean;
            why: string;
        };
        RemovalEntry: {
            basis?: string;
            /** @description Left out for a whole system */
            cameraIds?: string[];
            /** @description Stands in the connection catalogue */
            connected?: boolean;
            contact?: string;
            /** @description Temporary and replacement cover */
            cover?: string;
            /** @description Who takes the devices down */
            executor?: string;
            files?: string[];
            /** @description What of the last footage is to be held, and for whom */
            holdLast?: string;
            /** @enum {string} */
            kind: "removal" | "relocation";
            /** @description What becomes of storage media: how erased, who witnesses */
            media?: string;
            /** @description Where relocated cameras go */
            moves?: components["schemas"]["PointMove"][];
            plannedOn: string;
            /** @enum {string} */
            reason: "city-building" | "change-of-use" | "other";
            /** @description The whole system */
            whole?: boolean;
            why: string;
        };
        RemovalView: {
            acknowledged?: components["schemas"]["Acknowledgement"];
            /** Format: uuid */
            by?: string;
            byName: string;
            cameraIds: string[];
            /** @description acknowledge, execute, verify, withdraw */
            can: {
                [key: string]: string;
            };
            /** Format: date-time */
            createdAt: string;
            danger?: string;
            earliest?: string;
            entry: components["schemas"]["RemovalEntry"];
            etag: string;
            executed?: components["schemas"]["Execution"];
            footageUntil?: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            placeId: string;
            /** Format: uuid */
            receiptId?: string;
            reportedOn: string;
            /** Format: uuid */
            reportId?: string;
            /** @enum {string} */
            state: "reported" | "executed" | "verified" | "withdrawn";
            /** Format: uuid */
            systemId: string;
            verifiedBy?: string;
            verifiedOn?: string;
            /** Format: int64 */
            version: number;
            whole: boolean;
            withdrawnWhy?: string;
        };
        RequestView: {
            /** @description Text of C2SP tlog-witness add-checkpoint, less than 3 KB */
            request: string;
        };
        ReservedView: {
            codeFrom?: string;
            codeTo?: string;
            network?: string;
            protocol?: string;
            /** @enum {string} */
            result?: "passed" | "failed";
            /** @description YYYY-MM-DD */
            tested?: string;
        };
        ResponsibilityBody: {
            attachmentIds?: string[];
            case: components["schemas"]["BuilderCase"];
            note?: string;
            /** Format: uuid */
            placeId: string;
            /** Format: uuid */
            systemId?: string;
        };
        ResponsibilityView: {
            attachmentIds?: string[];
            can: {
                [key: string]: string;
            };
            case: components["schemas"]["BuilderCase"];
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            documentId?: string;
            etag: string;
            /** Format: uuid */
            id: string;
            note?: string;
            on: string;
            /** Format: uuid */
            placeId: string;
            /** Format: uuid */
            replaces?: string;
            result: components["schemas"]["BuilderResult"];
            /** @enum {string} */
            state: "current" | "replaced";
            /** Format: uuid */
            systemId?: string;
            /** Format: int64 */
            version: number;
        };
        Restoring: {
            /**
             * Format: date-time
             * @description Now when left out
             */
            at?: string;
            /** @description Footage that was lost, in words */
            lost?: string;
        };
        ResultInBody: {
            result: string;
        };
        RetentionCounts: {
            /** Format: int64 */
            met: number;
            /** Format: int64 */
            notMature: number;
            /** Format: int64 */
            short: number;
        };
        RetentionLine: {
            /** @description That set it */
            articles: string[];
            /** @description Cause of what breaks it off */
            because?: string;
            /** Format: date-time */
            began?: string;
            /** Format: uuid */
            cameraId: string;
            /**
             * Format: int64
             * @description The term that counts now
             */
            days: number;
            /**
             * Format: date-time
             * @description From here on footage has to be there
             */
            due: string;
            /**
             * Format: int64
             * @description How many there are within the term
             */
            holes: number;
            /** Format: date-time */
            judged: string;
            /**
             * Format: date-time
             * @description When it will have been recorded for its term
             */
            matures: string;
            /**
             * Format: int64
             * @description The holes within the term together
             */
            missingSeconds: number;
            name: string;
            /**
             * Format: date-time
             * @description The first second there is
             */
            oldest?: string;
            /** @enum {string} */
            outcome: "met" | "short" | "not-mature";
            /**
             * Format: int64
             * @description Not recorded by plan, within the term
             */
            plannedSeconds: number;
            /**
             * Format: date-time
             * @description From here on none is missing for more than a law-day
             */
            reaches: string;
            /**
             * Format: int64
             * @description The same in days begun
             */
            shortDays: number;
            /**
             * Format: int64
             * @description How much of the term is not reached
             */
            shortSeconds: number;
            /**
             * Format: date-time
             * @description From here on not one second is missing, but for an outage that lasts
             */
            since: string;
            /** Format: uuid */
            systemId: string;
            systemName: string;
            terms: components["schemas"]["Term"][];
            /**
             * Format: date-time
             * @description Since when it was found to stand so
             */
            turned: string;
        };
        RetentionPlace: {
            /** @description Whether anything tells what lies there */
            known: boolean;
            /**
             * @description Missing when it is not known
             * @enum {string}
             */
            outcome?: "met" | "short" | "not-mature";
            /** @enum {string} */
            place: "store" | "device" | "lower";
            /** @description The register says that the footage is kept there */
            relied: boolean;
        };
        RetentionView: {
            /** @description That set it */
            articles: string[];
            /**
             * Format: date-time
             * @description When it was judged
             */
            at: string;
            /** @description Cause of what breaks it off */
            because?: string;
            /** Format: date-time */
            began?: string;
            /** Format: uuid */
            cameraId: string;
            /** @description purpose */
            can: {
                [key: string]: string;
            };
            /**
             * Format: int64
             * @description The term that counts now
             */
            days: number;
            /**
             * Format: date-time
             * @description From here on footage has to be there
             */
            due: string;
            /** @description Within the term, oldest first, planned ones among them; the first thousand */
            holeList: components["schemas"]["Hole"][];
            /**
             * Format: int64
             * @description How many there are within the term
             */
            holes: number;
            /** Format: date-time */
            judged: string;
            /**
             * Format: double
             * @description A day of the law: shorter in a practice store
             */
            lawDaySeconds: number;
            /**
             * Format: date-time
             * @description When it will have been recorded for its term
             */
            matures: string;
            /**
             * Format: int64
             * @description The holes within the term together
             */
            missingSeconds: number;
            name: string;
            /**
             * Format: date-time
             * @description The first second there is
             */
            oldest?: string;
            /** @enum {string} */
            outcome: "met" | "short" | "not-mature";
            /** @description Where its footage may be, each judged by itself */
            places: components["schemas"]["RetentionPlace"][];
            /**
             * Format: int64
             * @description Not recorded by plan, within the term
             */
            plannedSeconds: number;
            /**
             * Format: date-time
             * @description From here on none is missing for more than a law-day
             */
            reaches: string;
            /**
             * Format: int64
             * @description The same in days begun
             */
            shortDays: number;
            /**
             * Format: int64
             * @description How much of the term is not reached
             */
            shortSeconds: number;
            /**
             * Format: date-time
             * @description From here on not one second is missing, but for an outage that lasts
             */
            since: string;
            /** Format: uuid */
            systemId: string;
            systemName: string;
            terms: components["schemas"]["Term"][];
            /**
             * Format: date-time
             * @description Since when it was found to stand so
             */
            turned: string;
        };
        ReturnInBody: {
            correction: string;
        };
        ReviewBody: {
            /** @description False: the right is withdrawn at once */
            keep: boolean;
            /** @description Required when it is withdrawn */
            note?: string;
            quarter: string;
            /** Format: uuid */
            rightId: string;
        };
        ReviewedAct: {
            /** Format: uuid */
            accountId: string;
            act: string;
            /** Format: date-time */
            at: string;
            cameras: components["schemas"]["ReviewedCamera"][];
            details: {
                [key: string]: string;
            };
            login: string;
            name: string;
            remote: string;
        };
        ReviewedCamera: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        ReviewFigures: {
            by: string;
            /** Format: int64 */
            concern: number;
            /** Format: int64 */
            decided: number;
            /** Format: double */
            medianSeconds: number;
            name: string;
        };
        RightChangeView: {
            /**
             * Format: uuid
             * @description Whose roles
             */
            accountId?: string;
            /** @description confirm, withdraw, acknowledge */
            can: {
                [key: string]: string;
            };
            /** @description Of a clearance: what is given */
            clearance?: components["schemas"]["ClearanceBody"];
            /** Format: date-time */
            decidedAt?: string;
            decider: string;
            /** @description Of all it would do; sent back on confirming */
            digest: string;
            /**
             * Format: date-time
             * @description Until when it may be confirmed
             */
            expiresAt: string;
            /** @description What was held when it was asked for */
            had: components["schemas"]["AskedRole"][];
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "roles" | "profile" | "clearance";
            login?: string;
            name?: string;
            /** Format: date-time */
            notedAt?: string;
            notedBy: string;
            /** @enum {string} */
            profile?: "bureau" | "site";
            /** Format: date-time */
            proposedAt: string;
            /** @description Name; empty: the house itself */
            proposer: string;
            reason: string;
            /** @enum {string} */
            state: "proposed" | "done" | "withdrawn" | "expired";
            /** @description One person made it: the auditor has to take note */
            told: boolean;
            /** @description A second person confirmed it */
            twoPersons: boolean;
            /** @description Of a clearance: it is taken back */
            uncleared: boolean;
            want: components["schemas"]["AskedRole"][];
        };
        RolesPutBody: {
            /** @description Why; it stands with each role */
            reason: string;
            roles: components["schemas"]["RoleView"][];
        };
        RoleView: {
            /** Format: uuid */
            cameraId?: string;
            /**
             * Format: date-time
             * @description Only read
             */
            from?: string;
            /**
             * Format: uuid
             * @description A supervisor's territory, a department's trade, everybody else's own systems
             */
            organisationId?: string;
            /** Format: uuid */
            placeId?: string;
            /** @description Only read: why it was given */
            reason?: string;
            /** @enum {string} */
            role: "system-administrator" | "security-administrator" | "watch-keeper" | "commissioning" | "auditor" | "copy-officer" | "forward-officer" | "supervisor" | "department" | "site-operator";
            /** Format: uuid */
            systemId?: string;
            /**
             * Format: date-time
             * @description When the role ends by itself
             */
            until?: string;
        };
        RoomUseView: {
            /** @description The clause that forbids it */
            article: string;
            code: string;
            en: string;
            forbidden: boolean;
            textEn: string;
            /** @description Its words */
            textZh: string;
            zh: string;
        };
        Ruling: {
            acts: ("view" | "retrieve" | "copy" | "viewBasic" | "retrieveBasic" | "copyBasic" | "forwardLive")[];
            by: components["schemas"]["Attested"];
            cameraIds: string[];
            clauses: string;
            /** Format: date-time */
            from: string;
            granted: boolean;
            head?: string;
            /** Format: int64 */
            minutes: number;
            part: boolean;
            reason?: string;
            /** Format: date-time */
            to: string;
            unmet?: string[] | null;
            /**
             * Format: date-time
             * @description When the permission ends
             */
            until: string;
        };
        RunView: {
            /** Format: date-time */
            from: string;
            going: boolean;
            /** @description Of pictures only key frames were kept, and no sound: space was short */
            keysOnly?: boolean;
            /** @description The sub-stream was recorded in place of the main one: space was short */
            lesser?: boolean;
            /**
             * Format: date-time
             * @description End, or how far it is durable while it goes on
             */
            to: string;
        };
        SampleOpened: {
            /** @description What the auditor is called */
            by?: string;
            /** Format: date-time */
            decided?: string;
            /** Format: date-time */
            drawn: string;
            entry: components["schemas"]["ReviewedAct"];
            note?: string;
            /** Format: date-time */
            opened?: string;
            /**
             * Format: int64
             * @description Number of the act on record
             */
            seq: number;
            /**
             * @description Empty while it waits
             * @enum {string}
             */
            verdict?: "" | "justified" | "concern";
            week: string;
        };
        SampleView: {
            /** @description What the auditor is called */
            by?: string;
            /** Format: date-time */
            decided?: string;
            /** Format: date-time */
            drawn: string;
            note?: string;
            /** Format: date-time */
            opened?: string;
            /**
             * Format: int64
             * @description Number of the act on record
             */
            seq: number;
            /**
             * @description Empty while it waits
             * @enum {string}
             */
            verdict?: "" | "justified" | "concern";
            week: string;
        };
        SecondCopyBucket: {
            /** @description Address and bucket; empty when none is set */
            bucket: string;
            /** @description probe */
            can: {
                [key: string]: string;
            };
            /** @description Why it does not answer */
            down?: string;
            /** Format: date-time */
            downSince?: string;
            /**
             * Format: int64
             * @description Whose last step brought nothing
             */
            failed: number;
            firstFailed?: string;
            /** Format: int64 */
            kept: number;
            /**
             * Format: int64
             * @description Those of them for longer than the settings allow
             */
            late: number;
            /**
             * Format: int64
             * @description Slots of held footage without a second copy
             */
            owed: number;
            probe?: components["schemas"]["BucketProbe"];
            /** @description It passed a probe that still counts */
            serves: boolean;
        };
        SecrecyPutBody: {
            basis: string;
            /**
             * @description Left out: the lowest
             * @enum {string}
             */
            level?: "secret" | "confidential" | "top-secret";
            secret: boolean;
        };
        SecrecyView: {
            /** Format: date-time */
            at: string;
            /** @description Who determined it, and under which number */
            basis: string;
            by: string;
            can: {
                [key: string]: string;
            };
            /** Format: date-time */
            createdAt: string;
            /**
             * @description How secret it is; of one that was marked without, the lowest
             * @enum {string}
             */
            level?: "secret" | "confidential" | "top-secret";
            secret: boolean;
            /** Format: uuid */
            systemId: string;
            /** Format: int64 */
            version: number;
        };
        Secured: {
            by: components["schemas"]["Attested"];
            /** Format: uuid */
            cameraId: string;
            /** Format: date-time */
            from: string;
            /** Format: uuid */
            holdId: string;
            lifted: boolean;
            /**
             * Format: date-time
             * @description When it was secured; empty while some of it is not
             */
            since?: string;
            /** Format: date-time */
            to: string;
        };
        Seen: {
            /** Format: int64 */
            bytes: number;
            /** Format: uuid */
            cameraId: string;
            /** Format: int64 */
            chunks: number;
            /** Format: date-time */
            from: string;
            /** Format: uuid */
            grantId: string;
            /**
             * Format: double
             * @description Of footage; more than the stretch is long when it was shown again
             */
            seconds: number;
            /** Format: date-time */
            to: string;
        };
        Served: {
            by: components["schemas"]["Attested"];
            /** @description Of a refusal to sign: what was said */
            remark?: string;
            signed: boolean;
        };
        ServedEntry: {
            /** @description Of a refusal to sign: what was said */
            remark?: string;
            signed: boolean;
        };
        SessionView: {
            /** Format: uuid */
            accountId: string;
            /** @description Browser as it calls itself */
            agent: string;
            /** Format: date-time */
            createdAt: string;
            current: boolean;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            lastSeenAt: string;
            login: string;
            /** @description Its owner has yet to give the account's second factor */
            owesFactor: boolean;
            /** @description By what its owner last proved to be the owner */
            proved: string;
            /**
             * Format: date-time
             * @description Left out: by nothing that counts as fresh
             */
            provedAt?: string;
            /** @description Network address it came from */
            remote: string;
            /**
             * @description How it was begun
             * @enum {string}
             */
            way: "password" | "passkey" | "oidc" | "certificate" | "sm2";
        };
        SettingPutBody: {
            /** @description JSON */
            value: string;
        };
        SettingView: {
            /** @description change */
            can: {
                [key: string]: string;
            };
            /** Format: date-time */
            changedAt?: string;
            changedBy: string;
            en: string;
            key: string;
            /** @description JSON */
            value: string;
            zh: string;
        };
        SetupView: {
            /**
             * Format: int64
             * @description Port on which people sign in by certificate; 0: none
             */
            certificatePort: number;
            /** @description False until the first administrator was made */
            claimed: boolean;
            /**
             * Format: int64
             * @description How long a day of the law lasts; 86400 in a real store
             */
            lawDaySeconds: number;
            /** @description Name of the platform */
            name: string;
            /** @description A practice store: every page says so */
            practice: boolean;
            /** @description What the identity provider is called; empty: there is none */
            provider: string;
            version: string;
        };
        SheetBody: {
            /** Format: uuid */
            subjectId: string;
            /** @enum {string} */
            subjectKind: "system" | "place" | "organisation";
        };
        SheetView: {
            /** Format: uuid */
            documentId: string;
            number: string;
        };
        ShortageView: {
            /**
             * Format: int64
             * @description Cameras of which only key frames are recorded
             */
            keysOnly: number;
            /**
             * Format: int64
             * @description Cameras whose footage stays on the device
             */
            leftOnDevice: number;
            /**
             * Format: int64
             * @description Cameras whose sub-stream is recorded in place of the main one
             */
            lesser: number;
            /** @description The unit's head set in writing in which order cameras do without */
            ordered: boolean;
            /** @enum {string} */
            step: "stop-optional" | "ask-for-less" | "keys-only" | "leave-on-site" | "declare-gaps";
            /**
             * Format: int64
             * @description Streams that are not recorded
             */
            stopped: number;
        };
        Sighting: {
            /** Format: date-time */
            at: string;
            by: components["schemas"]["Witness"];
            /** Format: uuid */
            cameraId: string;
            /** @description What was seen, and which way the person went */
            what: string;
        };
        SightingEntry: {
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            cameraId: string;
            /** @description What was seen, and which way the person went */
            what: string;
        };
        SignBody: {
            /** @description Those it covers */
            cameraIds?: string[];
            /** @description How the public reaches it */
            contact: string;
            /** Format: uuid */
            photoId?: string;
            /** Format: uuid */
            systemId: string;
            /** @description What it says */
            text: string;
            /** @description The management unit, as the public reads it */
            unit: string;
            /** @description Where it hangs */
            where: string;
        };
        SignCheck: {
            by?: string;
            note?: string;
            on: string;
            /** Format: uuid */
            photoId?: string;
            /** @enum {string} */
            result: "up" | "damaged" | "missing" | "taken-down";
        };
        SignCoverView: {
            /** Format: int64 */
            cameras: number;
            /** Format: int64 */
            covered: number;
            /** @description At most 500 */
            uncoveredIds: string[];
        };
        Signed: {
            /** Format: uuid */
            accountId?: string;
            /** Format: date-time */
            at: string;
            name: string;
        };
        SignedBody: {
            /** @description SM3 digest of the public key, a dot, the signature in base64: what shiheng sign prints */
            proof: string;
            ticket: string;
        };
        SignedOut: {
            /** @description At the identity provider that vouched for the session */
            signOutAt?: string;
        };
        SignPrint: {
            /** @description The small one; else A4 */
            label?: boolean;
        };
        SignView: {
            /** @description Those it covers */
            cameraIds?: string[];
            can: {
                [key: string]: string;
            };
            /** @description The newest last */
            checks: components["schemas"]["SignCheck"][];
            /** @description How the public reaches it */
            contact: string;
            /** Format: date-time */
            createdAt: string;
            etag: string;
            /** Format: uuid */
            id: string;
            next?: string;
            /** @description Not looked at in time, or not up */
            overdue: boolean;
            /** Format: uuid */
            photoId?: string;
            /** @enum {string} */
            state: "up" | "damaged" | "missing" | "taken-down";
            /** Format: uuid */
            systemId: string;
            /** @description What it says */
            text: string;
            /** @description The management unit, as the public reads it */
            unit: string;
            /** Format: int64 */
            version: number;
            /** @description Where it hangs */
            where: string;
        };
        SixFunctionsView: {
            capture: components["schemas"]["EquipmentView"];
            control: components["schemas"]["EquipmentView"];
            display: components["schemas"]["EquipmentView"];
            processing: components["schemas"]["EquipmentView"];
            storage: components["schemas"]["EquipmentView"];
            transmission: components["schemas"]["EquipmentView"];
        };
        Sm2Body: {
            name: string;
            /** @description PEM: a public key, or a certificate of which only the key counts */
            publicKey: string;
        };
        SoundBody: {
            on: boolean;
            reason?: string;
            /** @description The last day it is kept */
            until?: string;
        };
        SoundView: {
            /**
             * Format: date-time
             * @description Of the last switching
             */
            at: string;
            by: string;
            /** Format: uuid */
            cameraId: string;
            can: {
                [key: string]: string;
            };
            /** Format: date-time */
            createdAt: string;
            /** @description On, and its day is not past */
            kept: boolean;
            /** @description Of the camera */
            name: string;
            on: boolean;
            reason?: string;
            /** Format: uuid */
            systemId: string;
            /** @description The last day it is kept */
            until?: string;
            /** Format: int64 */
            version: number;
        };
        SourceView: {
            /** @description Code of the channel */
            channel?: string;
            /** Format: uuid */
            deviceId?: string;
            /** @description Only read */
            hasPassword?: boolean;
            /** @enum {string} */
            kind: "gb28181" | "rtsp";
            /** @description Only written, never read */
            password?: string;
            /**
             * Format: int64
             * @description 0 main, 1 sub
             */
            stream?: number;
            /**
             * @description Empty: as the device, or tcp for RTSP
             * @enum {string}
             */
            transport?: "tcp" | "udp" | "tcp-passive" | "tcp-active";
            /** @description RTSP address */
            url?: string;
            user?: string;
        };
        Span: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to?: string;
        };
        StageLag: {
            /**
             * Format: int64
             * @description How many days later than the main works, up to today when it is missing
             */
            days: number;
            missing: boolean;
            /** @enum {string} */
            stage: "design" | "construction" | "acceptance" | "use";
        };
        StagePair: {
            /** @description The main works */
            main?: string;
            /** @enum {string} */
            stage: "design" | "construction" | "acceptance" | "use";
            /** @description The video system */
            video?: string;
        };
        StandingView: {
            by?: string;
            /** @description control, setHome */
            can: {
                [key: string]: string;
            };
            held: boolean;
            home?: components["schemas"]["HomeView"];
            /** Format: date-time */
            lastCommandAt?: string;
            mine?: boolean;
            /** Format: date-time */
            since?: string;
            urgent?: boolean;
        };
        StateCounts: {
            /** Format: int64 */
            due: number;
            /** Format: int64 */
            met: number;
            /** Format: int64 */
            noRecord: number;
            /** Format: int64 */
            notDue: number;
            /** Format: int64 */
            overdue: number;
        };
        StationEntry: {
            name: string;
            /** @description The room it stands in */
            where: string;
        };
        StationHere: {
            bound: boolean;
            name?: string;
            platform: boolean;
            where?: string;
        };
        StationMade: {
            code: string;
            station: components["schemas"]["StationView"];
        };
        StationView: {
            bound?: components["schemas"]["Witness"];
            by: components["schemas"]["Witness"];
            /** Format: date-time */
            codeUntil?: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            name: string;
            removed?: components["schemas"]["Witness"];
            /** @enum {string} */
            state: "waiting" | "bound" | "removed";
            /** Format: int64 */
            version: number;
            /** @description The room it stands in */
            where: string;
        };
        StatusView: {
            /**
             * Format: double
             * @description Oldest footage that is not yet durable
             */
            durableLagSeconds: number;
            /** @description Parts that are on */
            features: {
                [key: string]: boolean;
            };
            /** @description How long the store will do; missing until its pace is known */
            forecast?: components["schemas"]["ForecastView"];
            incidents: components["schemas"]["IncidentView"][];
            /** Format: date-time */
            now: string;
            /** @description Empty, or what is missing for snapshots and transcoding */
            picture: string;
            /**
             * Format: int64
             * @description Streams being recorded
             */
            recording: number;
            /** @description What is done without while space is short; missing while there is room */
            shortage?: components["schemas"]["ShortageView"];
            /**
             * Format: int64
             * @description Footage waiting in memory
             */
            spillBytes: number;
            /** Format: int64 */
            spillMaxBytes: number;
            /** Format: date-time */
            startedAt: string;
            version: string;
            /** Format: int64 */
            viewers: number;
            volumes: components["schemas"]["VolumeView"][];
            /**
             * Format: int64
             * @description Streams that should be
             */
            wanted: number;
        };
        StayBody: {
            /**
             * Format: int64
             * @description 0: it goes home as registered
             */
            minutes: number;
        };
        Step: {
            /** Format: date-time */
            at: string;
            name: string;
            params?: {
                [key: string]: string;
            };
        };
        StepInBody: {
            /** @enum {string} */
            event: "design" | "start-building" | "complete" | "begin-trial" | "rectify" | "found-in-use" | "put-into-service" | "archive" | "abandon";
            note?: string;
        };
        StepUpBody: {
            /** @description One-time or recovery code, where the account has a second factor */
            code?: string;
            /** @description The answer of an own passkey, asked for at /session/step-up/passkey; it alone does */
            passkey?: components["schemas"]["PasskeyAnswer"];
            /** @description Not needed with a passkey, nor in a session that owes the second factor only */
            password?: string;
            /** @description A text from /session/step-up/sm2, signed with an own SM2 key; it alone does */
            sm2?: components["schemas"]["SignedBody"];
        };
        Stranger: {
            adopted?: boolean;
            /** Format: int64 */
            bytes: number;
            /** Format: date-time */
            first: string;
            from: string;
            /** Format: date-time */
            last: string;
            /** Format: int64 */
            packets: number;
            payload: string;
            ssrc: string;
            why: string;
        };
        StreamBody: {
            /** Format: uuid */
            cameraId: string;
            /** Format: uuid */
            grantId: string;
        };
        Stretch: {
            /** @description Of a gap, as on the timeline */
            cause?: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** @enum {string} */
            where: "here" | "elsewhere" | "missing" | "absent" | "to-come";
        };
        SubjectView: {
            id: string;
            /** @description Such as finding, system, filing */
            kind: string;
        };
        Suggestion: {
            /** Format: uuid */
            cameraId: string;
            /** Format: date-time */
            from: string;
            /** Format: double */
            metres: number;
            name: string;
            system: string;
            /** Format: date-time */
            to: string;
        };
        Suggestions: {
            items: components["schemas"]["Suggestion"][];
        };
        SumView: {
            /** Format: int64 */
            counted: number;
            /** Format: double */
            den: number;
            /** Format: int64 */
            excluded: number;
            /** Format: double */
            num: number;
            /**
             * Format: int64
             * @description Of these fall short
             */
            short: number;
        };
        SuspicionEntry: {
            /** Format: uuid */
            applicationId?: string;
            /** Format: uuid */
            cameraId: string;
            /** @enum {string} */
            channel: "110" | "telephone" | "platform" | "in-person";
            /** Format: date-time */
            foundAt: string;
            /** Format: date-time */
            from: string;
            officer?: string;
            /** Format: date-time */
            reportedAt: string;
            /** Format: date-time */
            to: string;
            /** @description The public security organ it was reported to */
            unit: string;
            what: string;
        };
        SuspicionReceipt: {
            number: string;
            on: string;
            /** Format: uuid */
            scanId?: string;
        };
        SuspicionReceiptBody: {
            number: string;
            /** @description YYYY-MM-DD */
            on: string;
            /** Format: uuid */
            scanId?: string;
        };
        SuspicionView: {
            /** Format: uuid */
            applicationId?: string;
            by: components["schemas"]["Attested"];
            /** Format: uuid */
            cameraId: string;
            /** @description receipt */
            can: {
                [key: string]: string;
            };
            /** @enum {string} */
            channel: "110" | "telephone" | "platform" | "in-person";
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            documentId?: string;
            /** Format: date-time */
            foundAt: string;
            /** Format: date-time */
            from: string;
            /** Format: uuid */
            id: string;
            /**
             * Format: int64
             * @description From finding to reporting
             */
            minutes: number;
            officer?: string;
            receipt?: components["schemas"]["SuspicionReceipt"];
            /** Format: date-time */
            reportedAt: string;
            /** @enum {string} */
            state: "reported" | "receipted";
            /** Format: uuid */
            systemId: string;
            /** Format: date-time */
            to: string;
            /** @description The public security organ it was reported to */
            unit: string;
            /** Format: int64 */
            version: number;
            what: string;
        };
        SystemBody: {
            /** Format: uuid */
            builderId?: string;
            /** @description Item of W168/8: W8-01 … W8-10, or empty */
            category?: string;
            code?: string;
            /** @description YYYY-MM-DD */
            completed?: string;
            /** Format: uuid */
            departmentId?: string;
            functions?: components["schemas"]["SixFunctionsView"];
            /** @enum {string} */
            funding?: "public" | "private" | "mixed";
            /** @description Key security unit */
            keySecurityUnit?: boolean;
            /** @description Anti-terror key target */
            keyTarget?: boolean;
            /**
             * Format: uuid
             * @description Needed before it is put into service (W168/27)
             */
            maintainerId?: string;
            /**
             * Format: uuid
             * @description System management unit (R799)
             */
            managementId?: string;
            name: string;
            noDutyReason?: string;
            /**
             * Format: uuid
             * @description Using unit: runs it day to day
             */
            operatorId?: string;
            /** Format: uuid */
            ownerId?: string;
            /** Format: uuid */
            placeId: string;
            protection?: components["schemas"]["ProtectionView"];
            /** @description Class under R799: A7G, A7O, A9, A33, or empty */
            publicClass?: string;
            /** @description YYYY-MM-DD */
            putIntoUse?: string;
            /** @description Needed when one of the four facts is lowered */
            reason?: string;
            reserved?: components["schemas"]["ReservedView"];
            trade?: string;
            /**
             * Format: uuid
             * @description User of the place (W168/10)
             */
            userId?: string;
        };
        SystemView: {
            /** Format: uuid */
            builderId?: string;
            can: {
                [key: string]: string;
            };
            /** @description Item of W168/8: W8-01 … W8-10, or empty */
            category?: string;
            /** @description The number it goes by in papers */
            code: string;
            /** @description Day the works were completed, YYYY-MM-DD, empty when not known */
            completed: string;
            /** Format: uuid */
            departmentId?: string;
            /** @description The stricter of its own facts and those of its place */
            effective: components["schemas"]["FactsView"];
            etag: string;
            floorArticle: string;
            floorArticles: string[];
            /**
             * Format: int64
             * @description How long footage must be kept
             */
            floorDays: number;
            functions: components["schemas"]["SixFunctionsView"];
            /** @description public, private, mixed or empty: where the money came from (W168/27) */
            funding: string;
            /** Format: uuid */
            id: string;
            /** @description Key security unit */
            keySecurityUnit?: boolean;
            /** @description Anti-terror key target */
            keyTarget?: boolean;
            /**
             * Format: uuid
             * @description Needed before it is put into service (W168/27)
             */
            maintainerId?: string;
            /**
             * Format: uuid
             * @description System management unit (R799)
             */
            managementId?: string;
            name: string;
            /** @description Names of its parties and its department, by id */
            names?: {
                [key: string]: string;
            };
            /** @description Why none of the four facts applies */
            noDutyReason: string;
            /**
             * Format: uuid
             * @description Using unit: runs it day to day
             */
            operatorId?: string;
            /** Format: uuid */
            ownerId?: string;
            /** Format: uuid */
            placeId: string;
            protection: components["schemas"]["ProtectionView"];
            /** @description Class under R799: A7G, A7O, A9, A33, or empty */
            publicClass?: string;
            /** @description Day it was first used, YYYY-MM-DD, empty when not known */
            putIntoUse: string;
            reserved: components["schemas"]["ReservedView"];
            /** @description Where it stands in its life */
            state: string;
            /** Format: date-time */
            stateSince: string;
            /** @description Code of the trade or department (W168/5) */
            trade: string;
            /**
             * Format: date-time
             * @description When the trial ends
             */
            trialUntil?: string;
            /**
             * Format: uuid
             * @description User of the place (W168/10)
             */
            userId?: string;
        };
        TakenBack: {
            /** Format: uuid */
            accountId: string;
            /** Format: date-time */
            at: string;
            login: string;
            name: string;
            why: string;
        };
        TakenDevice: {
            /** Format: uuid */
            cameraId: string;
            serial: string;
        };
        Taking: {
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            cameraId: string;
        };
        TamperedBody: {
            /**
             * @description What the player found of the mark
             * @enum {string}
             */
            how: "removed" | "hidden" | "covered" | "altered";
        };
        TechnicianBody: {
            /** @description Of the professional certificate */
            certificateNo?: string;
            from: string;
            name: string;
            /** @enum {string} */
            role: "design" | "construction" | "supervision" | "acceptance" | "maintenance";
            to?: string;
            unit: string;
        };
        Telling: {
            deadline: string;
            /** @description Who obstructs */
            party: string;
        };
        Term: {
            articles: string[];
            /** Format: int64 */
            days: number;
            /** Format: date-time */
            since?: string;
        };
        Text: {
            en: string;
            zh: string;
        };
        TextToSign: {
            /** @description One line, signed as it stands, without an end of line */
            text: string;
            ticket: string;
            /** Format: date-time */
            until: string;
        };
        TextView: {
            en: string;
            zh: string;
        };
        TimelineView: {
            /** Format: uuid */
            cameraId: string;
            /** Format: date-time */
            durableTo?: string;
            /**
             * Format: date-time
             * @description Oldest footage there is
             */
            first?: string;
            /**
             * Format: date-time
             * @description Footage from here on is younger than its floor
             */
            floorFrom?: string;
            /** Format: date-time */
            from: string;
            gaps: components["schemas"]["GapView"][];
            /** @description Runs closer than a pixel at this scale were joined */
            merged: boolean;
            runs: components["schemas"]["RunView"][];
            /** Format: date-time */
            to: string;
        };
        TodoDoing: {
            /**
             * Format: uuid
             * @description Required for a paper
             */
            fileId?: string;
            how?: string;
        };
        TodoView: {
            article: string;
            /** Format: uuid */
            by?: string;
            byName: string;
            can: {
                [key: string]: string;
            };
            /** Format: date-time */
            createdAt: string;
            doneBy?: string;
            doneOn?: string;
            due: string;
            /** Format: uuid */
            fileId?: string;
            how?: string;
            /** Format: uuid */
            id: string;
            /** Format: int64 */
            item?: number;
            note?: string;
            of?: string;
            overdue: boolean;
            /** Format: uuid */
            placeId: string;
            /** @enum {string} */
            state: "open" | "done";
            /** Format: uuid */
            systemId: string;
            /** Format: int64 */
            version: number;
            what: string;
        };
        Token: {
            token: string;
            /** Format: date-time */
            until: string;
        };
        Told: {
            by: components["schemas"]["Witness"];
            /** @description Of a refusal to sign: what was said */
            remark?: string;
            signed: boolean;
        };
        TrackFact: {
            codec: string;
            /** Format: int64 */
            height?: number;
            /** Format: int64 */
            width?: number;
        };
        TradeView: {
            article: string;
            code: string;
            en: string;
            zh: string;
        };
        Traffic: {
            /** Format: int64 */
            bytes: number;
            dropped?: {
                [key: string]: number;
            };
            /** Format: int64 */
            lost: number;
            /** Format: int64 */
            packets: number;
            strangers?: components["schemas"]["Stranger"][] | null;
        };
        TreeCamera: {
            can: {
                [key: string]: string;
            };
            hasSub: boolean;
            /** Format: uuid */
            id: string;
            live: components["schemas"]["LiveView"];
            name: string;
            /** Format: uuid */
            placeId: string;
            /** Format: uuid */
            systemId: string;
        };
        TreeView: {
            cameras: components["schemas"]["TreeCamera"][];
            places: components["schemas"]["PlaceView"][];
            systems: components["schemas"]["SystemView"][];
        };
        UnitContact: {
            name?: string;
            phone?: string;
            post?: string;
        };
        UnitKindsView: {
            divisions: components["schemas"]["DivisionView"][];
            functions: string[];
            levels: string[];
            trades: components["schemas"]["TradeView"][];
        };
        UnmetView: {
            article?: string;
            /** @description The policy that spoke; see docs/reference/clauses.md */
            clause?: string;
            code: string;
            params?: {
                [key: string]: string;
            };
            /** @description What the policy says: the console has no words for a city's own */
            text?: components["schemas"]["Text"];
        };
        UnreadView: {
            /** Format: int64 */
            unread: number;
        };
        UpgradeBody: {
            /** @description The department whose trade it is (W168/19/2) */
            department: string;
            from?: string;
            gaps: components["schemas"]["Gap"][];
            /** @description Of the assessment */
            on: string;
            plan?: string;
            /** Format: uuid */
            systemId: string;
            till?: string;
            /** @description Who carries it out */
            who?: string;
        };
        UpgradeDone: {
            proofIds: string[];
            result: string;
        };
        UpgradeProgress: {
            /** Format: int64 */
            assessed: number;
            /** Format: int64 */
            closed: number;
            department: string;
            /** Format: int64 */
            gaps: number;
            /** Format: int64 */
            overdue: number;
            /** Format: int64 */
            planned: number;
            /** Format: int64 */
            upToDate: number;
        };
        UpgradeView: {
            can: {
                [key: string]: string;
            };
            /** Format: date-time */
            createdAt: string;
            /** @description The department whose trade it is (W168/19/2) */
            department: string;
            doneOn?: string;
            etag: string;
            from?: string;
            gaps: components["schemas"]["Gap"][];
            /** Format: uuid */
            id: string;
            /** @description Of the assessment */
            on: string;
            /** @description Codes of demands that are not met */
            open: string[];
            overdue: boolean;
            plan?: string;
            proofIds?: string[];
            result?: string;
            /** @enum {string} */
            state: "up-to-date" | "gaps" | "planned" | "done";
            /** Format: uuid */
            systemId: string;
            till?: string;
            /** Format: int64 */
            version: number;
            /** @description Who carries it out */
            who?: string;
        };
        Used: {
            /** Format: int64 */
            bytes: number;
            /** Format: int64 */
            chunks: number;
            /** Format: uuid */
            grantId: string;
            /**
             * Format: double
             * @description Of footage
             */
            seconds: number;
        };
        Verdict: {
            admitted: boolean;
            by: components["schemas"]["Witness"];
            clauses: string;
            reason?: string;
            unmet?: string[] | null;
            /**
             * Format: date-time
             * @description When the admission ends
             */
            until?: string;
        };
        VerdictBody: {
            /** @description What was looked at, and what came of it */
            note: string;
            /** @enum {string} */
            verdict: "justified" | "concern";
        };
        Viewer: {
            /** @description The relation in words, and what proves it */
            how?: string;
            name: string;
            number: string;
            /**
             * @description Kind of identity document
             * @enum {string}
             */
            papers: "id-card" | "passport" | "residence-permit" | "other";
            phone?: string;
            /**
             * Format: uuid
             * @description Scan of what proves the relation, or of a signed statement
             */
            proofId?: string;
            /** @enum {string} */
            relation: "self" | "relative" | "guardian" | "carer" | "institution" | "none";
            seen?: components["schemas"]["Witness"];
        };
        ViewerEntry: {
            /** @description The relation in words, and what proves it */
            how?: string;
            name: string;
            number: string;
            /**
             * @description Kind of identity document
             * @enum {string}
             */
            papers: "id-card" | "passport" | "residence-permit" | "other";
            phone?: string;
            /**
             * Format: uuid
             * @description Scan of what proves the relation, or of a signed statement
             */
            proofId?: string;
            /** @enum {string} */
            relation: "self" | "relative" | "guardian" | "carer" | "institution" | "none";
        };
        Viewing: {
            by: components["schemas"]["Attested"];
            /** @description Files were made to be handed over */
            copy?: boolean;
            /** Format: uuid */
            grantId: string;
            /** Format: int64 */
            quotaSeconds: number;
            /** @description One still picture was taken */
            still?: boolean;
            /** Format: date-time */
            until: string;
        };
        VolumeView: {
            directIO: boolean;
            path: string;
            /** Format: int64 */
            sizeBytes: number;
            /** @enum {string} */
            state: "good" | "quarantined" | "missing" | "full";
            /** Format: int64 */
            usedBytes: number;
        };
        Want: {
            article: string;
            code: string;
            en: string;
            zh: string;
        };
        WhyInBody: {
            why: string;
        };
        WindowView: {
            /**
             * Format: int64
             * @description Minutes from midnight, Shanghai time
             */
            from: number;
            /** Format: int64 */
            to: number;
            /**
             * Format: int64
             * @description 0 is Sunday
             */
            weekday: number;
        };
        Witness: {
            /** Format: uuid */
            accountId?: string;
            /** Format: date-time */
            at: string;
            name: string;
        };
        WitnessView: {
            /** @description It has seen a larger log than there is: this one was put back, or is another */
            ahead: boolean;
            /**
             * Format: date-time
             * @description When, by its own clock; absent before the first
             */
            at?: string;
            /** @description The note with its cosignature */
            checkpoint?: string;
            /** @description Code of why the last asking brought nothing */
            failed?: string;
            /** @description Its public key, as the settings have it */
            key: string;
            name: string;
            /** @description It has an address, and is asked twice a minute; else by file or QR code */
            online: boolean;
            /**
             * Format: int64
             * @description Leaves under the checkpoint it cosigned last
             */
            size: number;
        };
        WorkItem: {
            /** @description Who builds; see the responsibility record */
            builder: string;
            /** Format: int64 */
            cameras: number;
            /** @description W8-01 … W8-10 */
            category: string;
            /**
             * Format: int64
             * @description Yuan
             */
            cost?: number;
            /** @description Stable within the plan; given when empty */
            key?: string;
            /** @description The area, place or key part */
            name: string;
            /** Format: uuid */
            placeId?: string;
            points?: components["schemas"]["PlannedPoint"][];
            /** Format: int64 */
            year: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "get-access-figures": {
        parameters: {
            query?: {
                /** @description Such as 2026Q3; left out: the last one that is over */
                quarter?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessFiguresView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-access-figures-print": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FiguresPrintBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListDocument"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-access-figures-sheet": {
        parameters: {
            query?: {
                /** @description Such as 2026Q3; left out: the last one that is over */
                quarter?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-access-register": {
        parameters: {
            query?: {
                /** @description In whose session */
                account?: string;
                act?: string;
                camera?: string;
                /** @description next of the page before */
                cursor?: string;
                /** @description On that day or later, YYYY-MM-DD */
                from?: string;
                limit?: number;
                outcome?: "granted" | "refused";
                /** @description Part of a login or name, an organ, a case or an officer's name */
                q?: string;
                /** @description One of the four regimes */
                regime?: "own" | "official" | "platform" | "citizen";
                system?: string;
                /** @description On that day or earlier */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageAccessLine"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-access-register-choices": {
        parameters: {
            query?: {
                /** @description Part of a name */
                q?: string;
                /** @description Cameras of this system only */
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisterChoices"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-access-register-print": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterPrintBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListDocument"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-access-register-sheet": {
        parameters: {
            query?: {
                /** @description In whose session */
                account?: string;
                act?: string;
                camera?: string;
                /** @description next of the page before */
                cursor?: string;
                /** @description On that day or later, YYYY-MM-DD */
                from?: string;
                limit?: number;
                outcome?: "granted" | "refused";
                /** @description Part of a login or name, an organ, a case or an officer's name */
                q?: string;
                /** @description One of the four regimes */
                regime?: "own" | "official" | "platform" | "citizen";
                system?: string;
                /** @description On that day or earlier */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-accounts": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageAccountView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountMade"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-accounts-one": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountPatchBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-accounts-one-clearance": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClearanceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-accounts-one-clearance": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClearancePutBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RightChangeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-accounts-one-clearance-withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClearanceDropBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RightChangeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-accounts-one-factor-reset": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-accounts-one-keys": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyView"][] | null;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-accounts-one-keys-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-accounts-one-keys-certificate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountCertificateBodyBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-accounts-one-keys-oidc": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountOutsideBodyBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-accounts-one-reset": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountMade"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-accounts-one-roles": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RolesPutBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-archive-cameras": {
        parameters: {
            query?: {
                archived?: "yes" | "no";
                /** @description Completeness below it, hundredths of a per cent */
                below?: number;
                /** @description The whole 20-digit code */
                code?: string;
                /** @description next of the page before */
                cursor?: string;
                direction?: string;
                division?: string;
                /** @description Temporary points past their last day */
                due?: boolean;
                ip?: string;
                kind?: "fixed" | "mobile" | "temporary";
                limit?: number;
                mac?: string;
                network?: string;
                /** @description With all below it */
                place?: string;
                pointType?: string;
                ptzType?: string;
                /** @description Part of the name, and of the address for those who may read it */
                q?: string;
                sort?: "name" | "completeness" | "civil_code" | "-name" | "-completeness" | "-civil_code";
                /** @description Only those that take up sound */
                sound?: boolean;
                status?: string;
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageArchiveCardView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-archive-export": {
        parameters: {
            query?: {
                archived?: "yes" | "no";
                /** @description Completeness below it, hundredths of a per cent */
                below?: number;
                /** @description The whole 20-digit code */
                code?: string;
                direction?: string;
                division?: string;
                /** @description Temporary points past their last day */
                due?: boolean;
                format?: "xlsx" | "csv";
                ip?: string;
                kind?: "fixed" | "mobile" | "temporary";
                mac?: string;
                network?: string;
                /** @description With all below it */
                place?: string;
                pointType?: string;
                ptzType?: string;
                /** @description Part of the name, and of the address for those who may read it */
                q?: string;
                sort?: "name" | "completeness" | "civil_code" | "-name" | "-completeness" | "-civil_code";
                /** @description Only those that take up sound */
                sound?: boolean;
                status?: string;
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-archive-fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchiveTablesView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-archive-imports": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageArchiveImportView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-archive-imports": {
        parameters: {
            query?: {
                /** @description Of the coordinates in it; shifted ones are converted */
                datum?: "wgs84" | "cgcs2000" | "gcj02" | "bd09";
                /** @description Name of the file */
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchiveImportView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-archive-imports-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchiveImportView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-archive-imports-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-archive-imports-one-commit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-archive-imports-one-faulty": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-archive-imports-one-rows": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                status?: "new" | "changed" | "unchanged" | "refused" | "done" | "left";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageArchiveRowView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-archive-imports-one-undo": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-archive-near": {
        parameters: {
            query: {
                /** @description Of the optical axis in degrees from north, instead of the direction */
                bearing?: number;
                /** @description Of the optical axis; left out: whichever way */
                direction?: "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";
                lat: number;
                lon: number;
                metres?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageArchiveHitView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-archive-pairs": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                metres?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageArchivePairView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-archive-repeats": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                field?: "device_code" | "mac" | "ipv4" | "name";
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageArchiveRepeatView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-archive-seen": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                /** @description Only channels that no camera comes from */
                unlinked?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageArchiveSeenView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-archive-template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-archive-totals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchiveTotalsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-attachments": {
        parameters: {
            query: {
                /** @description With superseded and retired ones */
                all?: boolean;
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                subjectId: string;
                subjectKind: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageAttachmentView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-attachments": {
        parameters: {
            query?: {
                /** @description Put each reading on record */
                confidential?: boolean;
                /** @description Name of the file; may be left out when multipart/form-data gives it */
                name?: string;
                /** @description The attachment this is a newer version of */
                supersedes?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-attachments-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-attachments-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-attachments-one-content": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-attachments-one-retire": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-audit": {
        parameters: {
            query?: {
                account?: string;
                act?: string;
                camera?: string;
                /** @description next of the page before */
                cursor?: string;
                /** @description RFC 3339 */
                from?: string;
                /** @description With object: of what was acted on, such as hold */
                kind?: string;
                limit?: number;
                /** @description Its identity */
                object?: string;
                outcome?: "granted" | "refused";
                /** @description RFC 3339 */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageAuditView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-audit-one-proof": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeafView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-building-duties": {
        parameters: {
            query?: {
                category?: string;
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                place?: string;
                standing?: "built" | "building" | "missing" | "";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageBuildingDutyView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-building-duties-document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AreaBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListDocument"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-cameras": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                /** @description Only those on which the caller may do this now */
                may?: "live" | "test" | "playback" | "snapshot" | "export";
                place?: string;
                /** @description Part of the name */
                q?: string;
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageCameraView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-cameras": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CameraBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CameraView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-cameras-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CameraView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-cameras-one": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CameraBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CameraView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-cameras-one-archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchiveRecordView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-cameras-one-archive": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ArchivePatchBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchiveRecordView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-cameras-one-archive-decision": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchiveRecordView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-cameras-one-archive-differences": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageArchiveSeenView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-cameras-one-archive-history": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageArchiveChangeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-cameras-one-archive-twins": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageArchiveHitView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-cameras-one-attempts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageAttemptView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-cameras-one-control": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StandingView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-cameras-one-control": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ControlBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-cameras-one-found-removed": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FoundRemovedInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-cameras-one-home": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HomeBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HomeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-cameras-one-home": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-cameras-one-lost": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Loss"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LostView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-cameras-one-presets": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PresetList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-cameras-one-sound": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SoundBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SoundView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-cameras-one-timeline": {
        parameters: {
            query: {
                from: string;
                /** @description A grant to play this camera back, instead of the right to */
                grant?: string;
                scale?: "month" | "day" | "hour";
                to: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-catalogue-versions": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageCatalogueVersionView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-catalogue-versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CatalogueDraftBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogueVersionView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-catalogue-versions-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogueVersionView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-catalogue-versions-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-catalogue-versions-one": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CatalogueDraftBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogueVersionView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-catalogue-versions-one-changes": {
        parameters: {
            query: {
                /** @description The earlier edition */
                from: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogueChanges"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-catalogue-versions-one-items": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageCatalogueItemView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-catalogue-versions-one-preview": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CataloguePreview"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-catalogue-versions-one-publish": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogueVersionView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-certificates": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Due on that day or before, YYYY-MM-DD */
                dueBy?: string;
                limit?: number;
                /** @description About this place or one below it */
                place?: string;
                /** @description Part of the name or number */
                q?: string;
                state?: string;
                /** @description About this system */
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageCertificateView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CertificateBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-certificates-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-certificates-one": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CertificateBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-channels-one-admit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdmitInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CameraView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-citizen-book": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CitizenBookBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListDocument"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-citizen-cases": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                flow?: "missing" | "related";
                limit?: number;
                /** @description Part of a name, a place, a matter */
                q?: string;
                state?: "called" | "received" | "admitted" | "refused" | "closed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageCitizenLine"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-citizen-cases-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CitizenView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-citizen-cases-one-admit": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CitizenView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-citizen-cases-one-close": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Ending"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CitizenView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-citizen-cases-one-consent": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CitizenReason"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CitizenView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-citizen-cases-one-copy": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-citizen-cases-one-decline": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CitizenReason"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CitizenView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-citizen-cases-one-evidence": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Brought"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CitizenView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-citizen-cases-one-extend": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExtendBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CitizenView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-citizen-cases-one-mask": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MaskBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CitizenView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-citizen-cases-one-open": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Opening"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grant"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-citizen-cases-one-refuse": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CitizenRemark"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CitizenView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-citizen-cases-one-revoke": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CitizenReason"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CitizenView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-citizen-cases-one-sightings": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SightingEntry"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CitizenView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-citizen-cases-one-tokens": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StreamBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-citizen-missing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MissingBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CitizenView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-citizen-related": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RelatedBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CitizenView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-citizen-suggestions": {
        parameters: {
            query: {
                latitude?: number;
                longitude?: number;
                /** @description A registered place; else a point */
                place?: string;
                /** @description When the person was last seen */
                seen: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestions"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-conferences": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Due on that day or before, YYYY-MM-DD */
                dueBy?: string;
                limit?: number;
                /** @description About this place or one below it */
                place?: string;
                /** @description Part of the name or number */
                q?: string;
                state?: string;
                /** @description About this system */
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageConferenceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-conferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConferenceBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-conferences-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-conferences-one": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConferenceBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-conferences-one-minute": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-conferences-one-task": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FollowUp"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConferenceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-connect-tasks": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                link?: "not-connected" | "partly" | "connected" | "interrupted";
                /** @description Only those whose day has passed */
                overdue?: boolean;
                /** @description Only this system */
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageConnectTaskView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-connect-tasks-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectCounts"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-controls-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-controls-one-beat": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-controls-one-command": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommandBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-controls-one-lock": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LockControlBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-controls-one-stay": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StayBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-devices": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                state?: "registered" | "offline" | "discovered";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDeviceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeviceBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-devices-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-devices-one": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-devices-one": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DevicePatchBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-devices-one-catalog": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-devices-one-channels": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageChannelView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-diagnoses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageExplanation"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-document-checks-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentCheckView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-document-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDocumentKindView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-documents": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Kind of document */
                kind?: string;
                limit?: number;
                subjectId?: string;
                subjectKind?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDocumentView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-documents-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-documents-one-original": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-documents-one-pdf": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-documents-one-print": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-documents-one-void": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-evidence-exports": {
        parameters: {
            query?: {
                applicationId?: string;
                /** @description next of the page before */
                cursor?: string;
                /** @description Handed over, to be returned or destroyed by that day, YYYY-MM-DD */
                dueBy?: string;
                limit?: number;
                /** @description Part of the case, the unit, a name or the purpose */
                q?: string;
                state?: "queued" | "running" | "ready" | "handed-over" | "returned" | "destroyed" | "failed" | "cancelled" | "lapsed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageExportLine"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-evidence-exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportWanted"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-evidence-exports-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-evidence-exports-one-again": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-evidence-exports-one-cancel": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportCancelBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-evidence-exports-one-end": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndingEntry"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-evidence-exports-one-hand-over": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandingEntry"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-evidence-holds": {
        parameters: {
            query?: {
                cameraId?: string;
                /** @description next of the page before */
                cursor?: string;
                /** @description With to: overlapping that span */
                from?: string;
                /** @description In force, and not all secured */
                insecure?: boolean;
                limit?: number;
                /** @description Part of the case, the reason, the organ or a name */
                q?: string;
                /** @description In force, to be reviewed by that day, YYYY-MM-DD */
                reviewBy?: string;
                state?: "in-force" | "lifted";
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageHoldLine"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-evidence-holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Placing"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-evidence-holds-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-evidence-holds-one-confirm": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldConfirmBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-evidence-holds-one-lift": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldLiftBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-evidence-holds-one-review": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldReviewBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-evidence-holds-one-second-copy": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeldCopies"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-evidence-holds-one-withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-evidence-second-copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondCopyBucket"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-evidence-second-copy-probe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BucketProbe"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-finding-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageFindingKindView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-findings": {
        parameters: {
            query?: {
                camera?: string;
                /** @description next of the page before */
                cursor?: string;
                fault?: string;
                limit?: number;
                /** @description Only those not closed */
                open?: boolean;
                organisation?: string;
                /** @description With all below it */
                place?: string;
                source?: string;
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageFindingView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindingBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-findings-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-findings-one-close": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindingCloseBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-footage-owed": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOwedView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-forwards": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                /** @description Only what runs now */
                running?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageForwardView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-forwards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Asking"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForwardView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-forwards-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForwardView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-forwards-one-end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForwardEnding"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForwardView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-forwards-one-open": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grant"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-forwards-given": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                /** @description Only what runs now */
                running?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageForwardView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-forwards-received": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                /** @description Only what runs now */
                running?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageForwardView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grant"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-grants-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-grants-one-beat": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeatBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PulseView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-grants-one-tampered": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TamperedBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-indicators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IndicatorsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-indicators-one-members": {
        parameters: {
            query: {
                subjectId: string;
                subjectKind: "system" | "place" | "organisation";
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageMemberView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-indicators-one-subjects": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                /** @description Only those that fall short */
                short?: boolean;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageMeasureView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-indicators-one-trend": {
        parameters: {
            query?: {
                place?: string;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePointView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-instructions": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageInstructionView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-instructions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InstructionBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstructionView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-instructions-one-withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-interface-tests": {
        parameters: {
            query?: {
                /** @description Only with this camera */
                camera?: string;
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                /** @description Only of this system */
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageInterfaceTestView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-interface-tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InterfaceTestBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterfaceTestView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-interface-tests-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterfaceTestView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-interface-tests-one-report": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterfaceTestView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-jobs-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyView"][] | null;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-keys-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-keys-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyPatchBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-keys-oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderSent"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-keys-oidc-confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderBack"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-keys-passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyQuestion"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-keys-passkey-confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasskeyNew"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyMade"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-keys-sm2": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Sm2Body"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-law-articles": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                /** @description Day, such as 2026-11-26; today when left out */
                on?: string;
                /** @description Only this source */
                pack?: string;
                /** @description Words that stand in the Chinese text, the English text or the number */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageLawArticleView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-law-articles-one": {
        parameters: {
            query?: {
                /** @description Day; today when left out */
                on?: string;
            };
            header?: never;
            path: {
                /** @description Article or clause, such as W168/24/1/2, its slashes escaped as %2F */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LawArticleDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-law-duties": {
        parameters: {
            query?: {
                antiTerrorTarget?: boolean;
                /** @description On the published connection catalogue */
                catalogued?: boolean;
                /** @description Day the works were completed */
                completed?: string;
                keySecurityUnit?: boolean;
                microphone?: boolean;
                /** @description Beside a military or secret-related unit */
                nearSecret?: boolean;
                /** @description Day; today when left out */
                on?: string;
                /** @description For the duties of an organisation */
                organisation?: "" | "government" | "bureau" | "department";
                publicFunded?: boolean;
                /** @description Day the system was first used */
                putIntoUse?: string;
                r799Class?: "" | "A7G" | "A7O" | "A9" | "A33";
                w168Category?: "" | "W8-01" | "W8-02" | "W8-03" | "W8-04" | "W8-05" | "W8-06" | "W8-07" | "W8-08" | "W8-09" | "W8-10";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageLawDutyView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-law-facts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LawFacts"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-law-packs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageLawPackView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-log-witnesses-one-answer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-log-witnesses-one-request": {
        parameters: {
            query?: {
                /** @description The size that the witness says it cosigned last, when it said so */
                old?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-map-cameras": {
        parameters: {
            query: {
                east: number;
                kind?: "fixed" | "mobile" | "temporary";
                north: number;
                pointType?: string;
                south: number;
                west: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MapView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-map-outlines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MapOutlinesView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-map-pick": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PickInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MapPickView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-neighbours": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Due on that day or before, YYYY-MM-DD */
                dueBy?: string;
                limit?: number;
                /** @description About this place or one below it */
                place?: string;
                /** @description Part of the name or number */
                q?: string;
                state?: string;
                /** @description About this system */
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNeighbourView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-neighbours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NeighbourBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NeighbourView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-neighbours-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NeighbourView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-neighbours-one": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NeighbourBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NeighbourView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-neighbours-one-answer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NeighbourAnswer"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NeighbourView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-neighbours-one-ask": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NeighbourView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-notices": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNoticeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-notices-count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnreadView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-notices-read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoticesRead"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnreadView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-obligations": {
        parameters: {
            query: {
                subjectId: string;
                subjectKind: "system" | "place" | "organisation";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ObligationsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-obligations-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DutyCounts"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-obligations-document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SheetBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SheetView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-obligations-due": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                duty?: string;
                limit?: number;
                /** @description With all below it */
                place?: string;
                side?: "mine" | "others" | "all";
                /** @description What is due and overdue when absent */
                state?: "met" | "not-due" | "due" | "overdue" | "no-record" | "all";
                subjectKind?: "system" | "place" | "organisation";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageObligationView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-obligations-proofs": {
        parameters: {
            query: {
                duty: string;
                subjectId: string;
                subjectKind: "system" | "place" | "organisation";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDutyProofView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-obligations-proofs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DutyProofBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DutyProofView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-obligations-reckoning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-obstructions": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Due on that day or before, YYYY-MM-DD */
                dueBy?: string;
                limit?: number;
                /** @description About this place or one below it */
                place?: string;
                /** @description Part of the name or number */
                q?: string;
                state?: string;
                /** @description About this system */
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageObstructionView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-obstructions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ObstructionBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ObstructionView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-obstructions-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ObstructionView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-obstructions-one-clear": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Clearing"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ObstructionView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-obstructions-one-tell": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Telling"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ObstructionView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-official-applications": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description With something to follow by that day */
                dueBy?: string;
                /** @description Received on that day or later, YYYY-MM-DD */
                from?: string;
                limit?: number;
                /** @description Part of the organ, the case or an officer's name */
                q?: string;
                state?: "received" | "completing" | "granted" | "refused" | "closed";
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageApplicationLine"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-official-applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplicationBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-official-applications-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-official-applications-one-basic": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BasicTaking"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BasicShown"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-official-applications-one-close": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-official-applications-one-evidence": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Evidence"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-official-applications-one-follow-up": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FollowUpBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-official-applications-one-grant": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Granting"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-official-applications-one-hold": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Holding"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-official-applications-one-open": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grant"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-official-applications-one-refuse": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Refusing"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-official-applications-one-revoke": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfficialReason"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-official-applications-one-still": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Taking"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grant"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-official-applications-one-withdraw": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfficialReason"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-official-book": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfficialBookBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListDocument"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-official-confirmations": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageConfirmationView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-official-confirmations-one-confirm": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmationView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-official-suspicions": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Due on that day or before, YYYY-MM-DD */
                dueBy?: string;
                limit?: number;
                /** @description About this place or one below it */
                place?: string;
                /** @description Part of the name or number */
                q?: string;
                state?: string;
                /** @description About this system */
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageSuspicionView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-official-suspicions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuspicionEntry"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuspicionView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-official-suspicions-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuspicionView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-official-suspicions-one-receipt": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuspicionReceiptBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuspicionView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-organisation-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitKindsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-organisations": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                division?: string;
                function?: string;
                level?: string;
                limit?: number;
                /** @description Part of the name, short name or code */
                q?: string;
                trade?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOrganisationView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganisationFields"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-organisations-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-organisations-one": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganisationFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-oversight-alarms": {
        parameters: {
            query?: {
                accountId?: string;
                /** @description next of the page before */
                cursor?: string;
                /** @description Those with a verdict; else those that wait */
                decided?: boolean;
                limit?: number;
                pattern?: "" | "canary" | "own-name" | "outside" | "retried" | "proofs" | "night" | "volume" | "repeat" | "words";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageAlarmView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-oversight-alarms-one-decide": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerdictBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlarmView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-oversight-cameras": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                /** @description Part of the name */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageReviewedCamera"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-oversight-canaries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageCanaryView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-oversight-canaries-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CanaryPutBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CanaryView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-oversight-canaries-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-oversight-figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageReviewFigures"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-oversight-outputs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutputView"][] | null;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-oversight-samples": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Those with a verdict; else those that wait */
                decided?: boolean;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageSampleView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-oversight-samples-one-decide": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                seq: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerdictBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampleView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-oversight-samples-one-open": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                seq: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampleOpened"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-paper-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePaperTemplateView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-paper-templates-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperTemplateDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-paper-templates-one": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaperTemplateBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperTemplateDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-paper-templates-one-preview": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaperTemplatePreview"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperTemplateSample"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-paper-templates-one-reset": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperTemplateDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-paper-templates-one-versions": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePaperTemplateVersion"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-paper-templates-one-versions-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperTemplateVersion"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-people": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description With those who left */
                left?: boolean;
                limit?: number;
                organisation?: string;
                /** @description Part of the name */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePersonView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-people-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-people-one": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-personal-requests": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Due on that day or before, YYYY-MM-DD */
                dueBy?: string;
                limit?: number;
                /** @description About this place or one below it */
                place?: string;
                /** @description Part of the name or number */
                q?: string;
                state?: string;
                /** @description About this system */
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePersonalView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-personal-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonalBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-personal-requests-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-personal-requests-one-check": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-personal-requests-one-finish": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonalWords"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-personal-requests-one-grant": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonalWords"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-personal-requests-one-refuse": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonalRefusing"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-personal-requests-one-withdraw": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonalWords"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-places": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                /** @description Part of the name or address */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePlaceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaceBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-places-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-places-one": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaceBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-plans": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Due on that day or before, YYYY-MM-DD */
                dueBy?: string;
                limit?: number;
                /** @description About this place or one below it */
                place?: string;
                /** @description Part of the name or number */
                q?: string;
                state?: string;
                /** @description About this system */
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageBuildingPlanView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BuildingPlanView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-plans-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BuildingPlanView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-plans-one": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BuildingPlanView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-plans-one-answer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanAnswer"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BuildingPlanView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-plans-one-approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GovernmentApproval"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BuildingPlanView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-plans-one-build": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanBuilt"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BuildingPlanView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-plans-one-check": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanNear"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BuildingPlanView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-plans-one-revise": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BuildingPlanView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-plans-one-submit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BuildingPlanView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-plans-one-withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BuildingPlanView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfilePutBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RightChangeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-projects": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Due on that day or before, YYYY-MM-DD */
                dueBy?: string;
                limit?: number;
                /** @description About this place or one below it */
                place?: string;
                /** @description Part of the name or number */
                q?: string;
                state?: string;
                /** @description About this system */
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageProjectView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-projects-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-projects-one": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-pushes": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Only those that people of this organisation wrote */
                from?: string;
                limit?: number;
                /** @description Only those to the caller's own organisation */
                mine?: boolean;
                /** @description Only those to this organisation */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePushView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-refusals": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageRefusalView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-responsibilities": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Due on that day or before, YYYY-MM-DD */
                dueBy?: string;
                limit?: number;
                /** @description About this place or one below it */
                place?: string;
                /** @description Part of the name or number */
                q?: string;
                state?: string;
                /** @description About this system */
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageResponsibilityView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-responsibilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResponsibilityBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponsibilityView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-responsibilities-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponsibilityView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-responsibilities-one-issue": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponsibilityView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-responsibilities-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BuilderCase"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BuilderResult"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-retention": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                outcome?: "met" | "short" | "not-mature";
                /** @description Part of the camera's name */
                q?: string;
                systemId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageRetentionLine"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-retention-cameras-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-retention-ceiling": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CeilingView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-retention-ceiling": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CeilingBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CeilingView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-retention-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionCounts"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-retention-purposes": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                q?: string;
                state?: "in-force" | "ended";
                systemId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePurposeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-retention-purposes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Need"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurposeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-retention-purposes-one-end": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PurposeEndBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurposeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-right-changes": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                /** @description Only those that wait: for a second person, or for the auditor's note */
                open?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageRightChangeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-right-changes-one-acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RightChangeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-right-changes-one-confirm": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeConfirmBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RightChangeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-right-changes-one-withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RightChangeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-right-reviews": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                /** @description Such as 2026Q4; left out: this one */
                quarter?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageHeldRightView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-right-reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-room-uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageRoomUseView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-secrecies": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Due on that day or before, YYYY-MM-DD */
                dueBy?: string;
                limit?: number;
                /** @description About this place or one below it */
                place?: string;
                /** @description Part of the name or number */
                q?: string;
                state?: string;
                /** @description About this system */
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageSecrecyView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedOut"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-session-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactorBegun"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-session-factor-confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactorReady"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-session-factor-drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FactorDropBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-session-hand-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandOverView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-session-lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LockView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-session-oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderSent"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-session-oidc-answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderBack"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-session-passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyQuestion"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-session-passkey-answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasskeyAnswer"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-session-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-session-sm2": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TextToSign"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-session-sm2-answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignedBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-session-step-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepUpBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-session-step-up-oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderSent"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-session-step-up-oidc-answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderBack"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-session-step-up-passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyQuestion"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-session-step-up-sm2": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TextToSign"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-sessions": {
        parameters: {
            query?: {
                /** @description Everybody's, for administrators */
                all?: boolean;
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageSessionView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-sessions-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageSettingView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-settings-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingPutBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-signs": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Due on that day or before, YYYY-MM-DD */
                dueBy?: string;
                limit?: number;
                /** @description About this place or one below it */
                place?: string;
                /** @description Part of the name or number */
                q?: string;
                state?: string;
                /** @description About this system */
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageSignView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-signs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-signs-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-signs-one": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-signs-one-check": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignCheck"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-signs-one-print": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignPrint"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrintedView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-sounds": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Due on that day or before, YYYY-MM-DD */
                dueBy?: string;
                limit?: number;
                /** @description About this place or one below it */
                place?: string;
                /** @description Part of the name or number */
                q?: string;
                state?: string;
                /** @description About this system */
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageSoundView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-systems": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                /** @description Any party of it */
                organisation?: string;
                /** @description With all below it */
                place?: string;
                /** @description Part of the name or code */
                q?: string;
                state?: string;
                trade?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageSystemView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-systems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SystemBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SystemView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-systems-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SystemView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-systems-one": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SystemBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SystemView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-systems-one-binder": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BinderView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-systems-one-binder-entries": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntryBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BinderView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-systems-one-binder-entries-one": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                entry: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntryBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BinderView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-systems-one-binder-handovers": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandoverBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BinderView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-systems-one-binder-index": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListDocument"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-systems-one-binder-seals": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BinderView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-systems-one-binder-technicians": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TechnicianBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BinderView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-systems-one-binder-technicians-one": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TechnicianBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BinderView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-systems-one-connection-record": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListDocument"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-systems-one-consent": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-systems-one-give-up": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GiveUpInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LifeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-systems-one-life": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LifeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-systems-one-move": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LifeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-systems-one-pushes": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePushView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-systems-one-pushes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PushInBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-systems-one-secrecy": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecrecyPutBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecrecyView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-systems-one-sign-cover": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignCoverView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-systems-one-timeline": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageMomentView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-tree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TreeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-upgrade-demands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDemand"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-upgrades": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Due on that day or before, YYYY-MM-DD */
                dueBy?: string;
                limit?: number;
                /** @description About this place or one below it */
                place?: string;
                /** @description Part of the name or number */
                q?: string;
                state?: string;
                /** @description About this system */
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageUpgradeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-upgrades": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpgradeBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-upgrades-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-upgrades-one": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpgradeBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-upgrades-one-finish": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpgradeDone"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-upgrades-document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AreaBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListDocument"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-upgrades-progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageUpgradeProgress"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HookView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-webhook": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HookBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HookView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-webhook-deliveries": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDeliveryView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-webhook-test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HookTested"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-works-acceptances": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Due on that day or before, YYYY-MM-DD */
                due?: string;
                limit?: number;
                q?: string;
                state?: string;
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageAcceptanceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-works-acceptances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptanceBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptanceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-works-acceptances-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptanceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-works-acceptances-one": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptanceEntry"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptanceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-works-acceptances-one-conclude": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConcludeInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptanceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-works-acceptances-one-measure": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptanceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-works-changes": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Due on that day or before, YYYY-MM-DD */
                due?: string;
                limit?: number;
                q?: string;
                state?: string;
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageChangeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-works-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-works-changes-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-works-changes-one-decide": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-works-changes-one-execute": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResultInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-works-changes-one-verify": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-works-disclosures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisclosureBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovalView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-works-existing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExistingBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnteredView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-works-filings": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Due on that day or before, YYYY-MM-DD */
                due?: string;
                limit?: number;
                q?: string;
                state?: string;
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageFilingView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-works-filings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilingBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilingView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-works-filings-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilingView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-works-filings-one-receive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReceiveInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilingView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-works-filings-one-resubmit": {
        parameters: {
            query?: never;
            header?: {
                /** @description etag of the object as it was read */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilingEntry"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilingView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-works-filings-one-return": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilingView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-works-outages": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Due on that day or before, YYYY-MM-DD */
                due?: string;
                limit?: number;
                q?: string;
                state?: string;
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOutageView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-works-outages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OutageBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutageView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-works-outages-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutageView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-works-outages-one-restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Restoring"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutageView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-works-removals": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Due on that day or before, YYYY-MM-DD */
                due?: string;
                limit?: number;
                q?: string;
                state?: string;
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageRemovalView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-works-removals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemovalBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovalView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-works-removals-one": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovalView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-works-removals-one-acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcknowledgeInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovalView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-works-removals-one-execute": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Execution"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovalView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-works-removals-one-verify": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovalView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-works-removals-one-withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhyInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovalView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-works-todos": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                /** @description Due on that day or before, YYYY-MM-DD */
                due?: string;
                limit?: number;
                q?: string;
                state?: string;
                system?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageTodoView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-works-todos-one-done": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TodoDoing"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TodoView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workstations": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageStationView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workstations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StationEntry"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationMade"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workstations-one-remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-workstations-bind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BindBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationHere"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-workstations-here": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StationHere"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
