// Code generated from api/openapi.json by scripts/generate.mjs; DO NOT EDIT.

export interface paths {
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
    "/api/v1/systems/{id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move a system on in its life */
        post: operations["post-systems-one-move"];
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
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AccountBody: {
            login: string;
            name: string;
        };
        AccountMade: {
            account: components["schemas"]["AccountView"];
            /** @description Shown once; must be changed at the first login */
            oneTimePassword: string;
        };
        AccountPatchBody: {
            disabled?: boolean;
            name?: string;
            /** @description Where the person stands in the registers; empty fields cut the tie */
            of?: components["schemas"]["OfStruct"];
        };
        AccountView: {
            can: {
                [key: string]: string;
            };
            disabled: boolean;
            etag: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            lastLogin?: string;
            login: string;
            mustChangePassword: boolean;
            name: string;
            /** Format: uuid */
            organisationId?: string;
            /**
             * Format: uuid
             * @description In the register of people
             */
            personId?: string;
            roles: components["schemas"]["RoleView"][];
        };
        AdmitInBody: {
            /**
             * Format: int64
             * @description Bit rate of the main stream, kbit/s; left out when nobody knows
             */
            kbps?: number;
            name: string;
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
            /** Format: uuid */
            placeId: string;
            /** @description Left out: always */
            plan?: components["schemas"]["WindowView"][] | null;
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
        CatalogueChange: {
            after: string;
            before: string;
            name: string;
            rule: string;
            /** Format: uuid */
            systemId: string;
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
        ClaimBody: {
            login: string;
            name: string;
            password: string;
            /** @description The claim token the platform printed at its first start */
            token: string;
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
            title: string;
            /** Format: date-time */
            voidedAt?: string;
            /** Format: uuid */
            voidedBy?: string;
            voidReason?: string;
        };
        Endpoint: {
            address?: string;
            /** Format: int64 */
            port?: number;
            ssrc?: string;
            transport?: string;
        };
        EquipmentView: {
            /** Format: int64 */
            count?: number;
            present?: boolean;
            what?: string;
        };
        Explanation: {
            code: string;
            en: string;
            nextEn: string;
            nextZh: string;
            params?: string[] | null;
            zh: string;
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
        FindingBody: {
            /** @description Files brought in before, such as photos */
            attachments?: string[] | null;
            note: string;
            /** Format: uuid */
            placeId: string;
            roomUse: string;
        };
        FindingCloseBody: {
            outcome: string;
        };
        FindingView: {
            article: string;
            /** Format: date-time */
            at: string;
            /** @description Found by the platform itself */
            byHouse: boolean;
            /** Format: uuid */
            cameraId?: string;
            /** Format: date-time */
            closedAt?: string;
            /** @enum {string} */
            fault: "forbidden-room" | "in-use-not-accepted";
            /** Format: uuid */
            id: string;
            note: string;
            outcome: string;
            /** Format: uuid */
            placeId?: string;
            roomUse?: string;
            /** Format: uuid */
            systemId?: string;
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
        GapView: {
            cause: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to?: string;
        };
        Grant: {
            accountId: string;
            act: string;
            basis: string;
            cameraIds: string[] | null;
            footage?: components["schemas"]["Span"];
            id: string;
            mark: string;
            masked: boolean;
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
             * Format: date-time
             * @description Of the footage; playback and export
             */
            from?: string;
            /** @description Required for a copy */
            purpose?: string;
            /** @description Whom a copy is for; required for one */
            recipient?: string;
            /** Format: date-time */
            to?: string;
        };
        IncidentView: {
            code: string;
            params: {
                [key: string]: string;
            };
            /** Format: date-time */
            since: string;
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
        LoginBody: {
            login: string;
            password: string;
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
            /** Format: uuid */
            sessionId: string;
        };
        None: Record<string, never>;
        OfStruct: {
            /** Format: uuid */
            organisationId?: string;
            /**
             * Format: uuid
             * @description Brings their organisation with them
             */
            personId?: string;
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
        PageAccountView: {
            /** @description In the order asked for */
            items: components["schemas"]["AccountView"][];
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
        PageCameraView: {
            /** @description In the order asked for */
            items: components["schemas"]["CameraView"][];
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
        PageChannelView: {
            /** @description In the order asked for */
            items: components["schemas"]["ChannelView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageConnectTaskView: {
            /** @description In the order asked for */
            items: components["schemas"]["ConnectTaskView"][];
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
        PageExplanation: {
            /** @description In the order asked for */
            items: components["schemas"]["Explanation"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageFindingView: {
            /** @description In the order asked for */
            items: components["schemas"]["FindingView"][];
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
        PageOwedView: {
            /** @description In the order asked for */
            items: components["schemas"]["OwedView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PagePlaceView: {
            /** @description In the order asked for */
            items: components["schemas"]["PlaceView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageRefusalView: {
            /** @description In the order asked for */
            items: components["schemas"]["RefusalView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PageRoomUseView: {
            /** @description In the order asked for */
            items: components["schemas"]["RoomUseView"][];
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
        PageSystemView: {
            /** @description In the order asked for */
            items: components["schemas"]["SystemView"][];
            /** @description Cursor of the next page, empty on the last one */
            next: string;
        };
        PasswordBody: {
            new: string;
            old: string;
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
        ReasonBody: {
            reason: string;
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
        RolesPutBody: {
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
            /** @enum {string} */
            role: "system-administrator" | "watch-keeper" | "commissioning" | "auditor" | "copy-officer" | "supervisor" | "department" | "site-operator";
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
            /** @description Network address it came from */
            remote: string;
        };
        SettingPutBody: {
            /** @description JSON */
            value: string;
        };
        SettingView: {
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
            version: string;
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
        SixFunctionsView: {
            capture: components["schemas"]["EquipmentView"];
            control: components["schemas"]["EquipmentView"];
            display: components["schemas"]["EquipmentView"];
            processing: components["schemas"]["EquipmentView"];
            storage: components["schemas"]["EquipmentView"];
            transmission: components["schemas"]["EquipmentView"];
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
        Step: {
            /** Format: date-time */
            at: string;
            name: string;
            params?: {
                [key: string]: string;
            };
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
        SubjectView: {
            id: string;
            /** @description Such as finding, system, filing */
            kind: string;
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
        SystemEventBody: {
            /** @enum {string} */
            event: "begin-trial" | "found-in-use" | "put-into-service" | "suspend" | "resume";
            note?: string;
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
            /** @description Events a person may ask for from this state */
            moves: string[];
            name: string;
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
        TrackFact: {
            codec: string;
            /** Format: int64 */
            height?: number;
            /** Format: int64 */
            width?: number;
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
        UnmetView: {
            article?: string;
            code: string;
            params?: {
                [key: string]: string;
            };
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
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
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
                limit?: number;
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
    "get-cameras": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
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
    "get-cameras-one-timeline": {
        parameters: {
            query: {
                from: string;
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
    "get-findings": {
        parameters: {
            query?: {
                /** @description next of the page before */
                cursor?: string;
                limit?: number;
                /** @description Only those not closed */
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
                    "application/json": components["schemas"]["None"];
                };
            };
            /** @description Error */
            default: {
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
                "application/json": components["schemas"]["SystemEventBody"];
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
}
